"""The responsibility stream: a township, a duty or a key village, and who answers for it, and until when."""
