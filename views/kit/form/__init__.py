"""Forms over draft dataclasses, and the inputs they and the entry grid are made of."""
