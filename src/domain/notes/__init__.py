"""What else belongs to the record: notes, and documents by reference."""
