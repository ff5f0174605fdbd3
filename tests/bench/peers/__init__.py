"""The same page as others would write it: Streamlit, Panel, Dash with pandas and plotly.express, Datasette's facets."""
