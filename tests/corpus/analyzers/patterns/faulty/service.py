import os
import requests
from flask import Flask, jsonify, request

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY", "dev")


@app.get("/preview")
def preview():
    try:
        return requests.get(request.args["url"], timeout=5).text
    except OSError as e:
        return jsonify({"error": str(e)}), 502
