"""What the machine checked, with the sum that it evaluated."""

from mingbai.page.components.proofs.view import ProofLine

__all__ = ["ProofLine"]
