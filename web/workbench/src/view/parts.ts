/**
 * What is not needed at first: the dialogs, the tabs behind the first one, what stands behind a finding's tabs, answers.
 * What is typed into as soon as a key has opened it is no part of this: the text would be taken for keys.
 */
export { default as ConflictDialog } from "./ConflictDialog.svelte";
export { default as EvidenceTab } from "./EvidenceTab.svelte";
export { default as FixFields } from "./FixFields.svelte";
export { default as FixPreview } from "./FixPreview.svelte";
export { default as KeysDialog } from "./KeysDialog.svelte";
export { default as LockDialog } from "./LockDialog.svelte";
export { default as PreferencesDialog } from "./PreferencesDialog.svelte";
export { default as RankingTab } from "./RankingTab.svelte";
export { default as ReproducerFields } from "./ReproducerFields.svelte";
export { default as RubricTab } from "./RubricTab.svelte";
export { default as SubmitDialog } from "./SubmitDialog.svelte";
export { default as TriedCard } from "./TriedCard.svelte";
