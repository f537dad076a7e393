"""Citations, one module a question.

`mention` is the mention and the grammar around its anchor, `numbered` and `named` find the anchors, `titles` and
`relations` say more about what was found. `vnplan.extract.citations` puts them together; none of them imports it.
"""
