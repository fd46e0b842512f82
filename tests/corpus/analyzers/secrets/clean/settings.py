import os

TOKEN = os.environ["GITHUB_TOKEN"]
URL = "postgres://db.internal/shop"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
password = "correct horse"
