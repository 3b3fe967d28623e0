"""What is weighed, not ruled: small linear models over what the rules see, trained by `tools/train_claims.py`."""
