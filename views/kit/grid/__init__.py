"""The entry grid: lines of a document typed without leaving the keyboard."""
