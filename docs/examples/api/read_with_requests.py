import os

import requests

foothold = requests.Session()
foothold.headers["Authorization"] = f"Bearer {os.environ['FOOTHOLD_TOKEN']}"


def read(path, **query):
    answer = foothold.get(os.environ["FOOTHOLD_URL"] + path, params=query)
    if not answer.ok:
        raise SystemExit(answer.json()["detail"])
    return answer.json()


for survey in read("/api/v1/surveys", limit=100)["items"]:
    print(survey["slug"], survey["release"])
