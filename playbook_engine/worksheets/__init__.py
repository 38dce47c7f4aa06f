"""The worksheets, a folder for each: its answers, findings, situations, placeholders, sentences and chart."""
