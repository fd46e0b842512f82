import os

import requests
from flask import Flask, jsonify, request

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
SOURCES = {"news": "https://news.example/feed"}


@app.get("/preview")
def preview():
    try:
        return requests.get(SOURCES[request.args["source"]], timeout=5).text
    except OSError:
        app.logger.exception("no preview")
        return jsonify({"error": "not available"}), 502
