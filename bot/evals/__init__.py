"""What `amends eval` measures: drafts for a file of complaints, held to rules and, if asked, judged blind."""
