"""What the trail needs from outside: keys that sign, a folder that keeps."""
