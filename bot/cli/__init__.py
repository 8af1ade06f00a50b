"""The operator's commands, one file each; a command's imports are paid only when it runs."""
