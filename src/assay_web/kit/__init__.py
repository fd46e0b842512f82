"""What every page shares: the frame, the components, and how money, time, code and labels are written."""
