"""Traffic accident figures of a province, from the files that offices send to the documents of a review meeting.

Data flows one way: ``definitions`` → ``intake`` → ``store`` → ``figures`` → ``signals`` / ``places`` → ``drawing`` →
``review``; a module imports from its own folder and from those before it. Nothing here imports Streamlit.
"""
