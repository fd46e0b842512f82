"""Every TRL format of the sample project, written by Assay, goes through one CPU step of its trainer as it is."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from datasets import Dataset, load_dataset
from tests.support.reviewed import reviewed_samples
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from transformers import LlamaConfig, LlamaForCausalLM, LlamaForSequenceClassification, PreTrainedTokenizerFast
from trl import (
    DPOConfig,
    DPOTrainer,
    GRPOConfig,
    GRPOTrainer,
    KTOConfig,
    KTOTrainer,
    RewardConfig,
    RewardTrainer,
    SFTConfig,
    SFTTrainer,
)

from assay import deliver

TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
SPECIAL = ["<pad>", "<|end|>", "<|user|>", "<|assistant|>", "<unknown>"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


def exported(name: str, folder: Path, ending: str) -> Dataset:
    target = folder / f"{name}{ending}"
    assert deliver(reviewed_samples(), name, target).rows > 0
    kind = {".parquet": "parquet", ".jsonl": "json"}[ending]
    loaded = load_dataset(kind, data_files=str(target), split="train", cache_dir=str(folder / "cache"))
    assert isinstance(loaded, Dataset)
    return loaded


@pytest.fixture(scope="module")
def tokenizer(folder: Path) -> PreTrainedTokenizerFast:
    made = Tokenizer(models.BPE(unk_token="<unknown>"))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    texts = (one["content"] for row in exported("trl-prompt", folder, ".parquet") for one in row["prompt"])
    made.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=600, special_tokens=SPECIAL))
    ready = PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="<pad>", eos_token="<|end|>", unk_token="<unknown>", model_max_length=512
    )
    ready.chat_template = TEMPLATE
    return ready


def config(tokenizer: PreTrainedTokenizerFast) -> LlamaConfig:
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=512,
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=tokenizer.eos_token_id,
    )


def settings(folder: Path, **more: object) -> dict[str, Any]:
    return {
        "output_dir": str(folder / "run"),
        "max_steps": 1,
        "per_device_train_batch_size": 2,
        "use_cpu": True,
        "bf16": False,
        "report_to": [],
        "save_strategy": "no",
        "logging_steps": 1,
        **more,
    }


def one_step(trainer: Any) -> None:  # noqa: ANN401 - trainers share no base that is typed
    before = {name: value.detach().clone() for name, value in trainer.model.named_parameters()}
    result = trainer.train()
    assert result.global_step == 1
    assert math.isfinite(result.training_loss)
    assert any(not value.equal(before[name]) for name, value in trainer.model.named_parameters())


@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_preference_pairs_train_dpo(folder: Path, tokenizer: PreTrainedTokenizerFast, ending: str) -> None:
    one_step(
        DPOTrainer(
            model=LlamaForCausalLM(config(tokenizer)),
            ref_model=LlamaForCausalLM(config(tokenizer)),
            args=DPOConfig(**settings(folder, max_length=256)),
            train_dataset=exported("trl-preference", folder, ending),
            processing_class=tokenizer,
        )
    )


@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_reward_pairs_train_a_reward_model(folder: Path, tokenizer: PreTrainedTokenizerFast, ending: str) -> None:
    model = LlamaForSequenceClassification(config(tokenizer))
    model.config.num_labels = 1
    model.score = type(model.score)(32, 1, bias=False)
    one_step(
        RewardTrainer(
            model=model,
            args=RewardConfig(**settings(folder, max_length=512)),
            train_dataset=exported("trl-reward", folder, ending),
            processing_class=tokenizer,
        )
    )


@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_answers_with_a_label_train_kto(folder: Path, tokenizer: PreTrainedTokenizerFast, ending: str) -> None:
    one_step(
        KTOTrainer(
            model=LlamaForCausalLM(config(tokenizer)),
            ref_model=LlamaForCausalLM(config(tokenizer)),
            args=KTOConfig(**settings(folder, max_length=256)),
            train_dataset=exported("trl-unpaired", folder, ending),
            processing_class=tokenizer,
        )
    )


def test_prompts_with_their_tests_train_grpo(folder: Path, tokenizer: PreTrainedTokenizerFast) -> None:
    seen: list[dict[str, Any]] = []

    def reward(completions: list[Any], tests: list[dict[str, Any]], **more: object) -> list[float]:
        seen.extend(tests)
        return [float(number) for number in range(len(completions))]

    one_step(
        GRPOTrainer(
            model=LlamaForCausalLM(config(tokenizer)),
            reward_funcs=reward,
            args=GRPOConfig(**settings(folder, max_completion_length=8, num_generations=2, learning_rate=1e-2)),
            train_dataset=exported("trl-prompt", folder, ".parquet").filter(
                lambda row: len(row["prompt"][0]["content"]) < 900
            ),
            processing_class=tokenizer,
        )
    )
    assert {"files", "command", "timeout_s"} == set(seen[0])


@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_corrections_train_sft(folder: Path, tokenizer: PreTrainedTokenizerFast, ending: str) -> None:
    one_step(
        SFTTrainer(
            model=LlamaForCausalLM(config(tokenizer)),
            args=SFTConfig(**settings(folder, max_length=256)),
            train_dataset=exported("trl-sft", folder, ending),
            processing_class=tokenizer,
        )
    )
