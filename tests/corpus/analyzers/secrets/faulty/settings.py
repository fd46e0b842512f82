AWS = "AKIAIOSFODNN7EXAMPLX"  # pragma: allowlist secret
URL = "postgres://admin:hunter2pass@db.internal/shop"
KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIE
"""
GH = "ghp_0123456789abcdefghijABCDEFGHIJ012345"
S = "sk_live_0123456789abcdefghijABCD"
