"""The engine on a terminal: checklists of saved plans, worksheets' questions, and single analyses."""
