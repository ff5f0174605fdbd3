"""The same page in Streamlit: the script runs from the top at every change, and sends what it draws.

The events are a cached resource: `st.cache_data` would copy all of them for each run.
"""

import os
from pathlib import Path

import pandas as pd
import streamlit as st

from tests.bench.peers import same_page
from tests.bench.peers.files import Choices, read_choices

_FOLDER = Path(os.environ["PEERS_DATA"])


@st.cache_resource
def _events() -> pd.DataFrame:
    return same_page.read_events(_FOLDER)


@st.cache_resource
def _choices() -> Choices:
    return read_choices(_FOLDER)


st.set_page_config(page_title="The same page", layout="wide")
choices = _choices()
with st.sidebar:
    start = st.date_input("From", choices.start)
    end = st.date_input("To", choices.end)
    precincts = st.pills("Precinct", choices.precincts, selection_mode="multi")
    priorities = st.pills("Priority", choices.priorities, selection_mode="multi")
question = same_page.Question(start, end, tuple(precincts), tuple(priorities))
for place, figure in enumerate(same_page.figures(_events(), question)):
    st.plotly_chart(figure, key=str(place))
