"""HTTP: translation of requests into commands and of answers into responses. Nothing here decides."""
