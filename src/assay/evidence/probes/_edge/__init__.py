"""What the edge probe reads before it calls: statements, and the inputs they speak of."""
