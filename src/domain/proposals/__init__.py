"""What a facility of compulsory isolation proposes to the organ that decided, and announces to it."""
