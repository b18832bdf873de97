why-title = <b>Decision { $number }</b>
why-reason = Reason: { $reason }
why-match = <b>{ $percent }%</b> sure that it is claim { $claim }: “{ $statement }” ({ $rating })
why-match-gone = <b>{ $percent }%</b> sure that it was claim { $claim }, which exists no more
why-retracted-since = This claim has been retracted since.
why-point = • { $point }
why-unknown = I know of no decision of mine about that, or it is not for you to see.
why-nothing-yet = I have not decided about anything here yet.

action-reply = I answered with the fact-check.
action-suggest = I offered claims to choose from.
action-point = I pointed at the answer that I gave here before.
action-admit = I said that I know of no fact-check.
action-review = I said nothing and asked a reviewer.
action-record = I said nothing and only noted that the claim was seen.
action-ignore = I said nothing and kept nothing.

reason-nearly-certain = I was nearly certain that the post makes this claim.
reason-likely = It was likely this claim, but not certain.
reason-doubtful = It might be this claim, but I was not sure enough to answer before others.
reason-no-match = No claim that I know resembles the post.
reason-no-text = The post held no text that I can read.
reason-too-short = The post is too short to answer it on my own before others.
reason-denies-claim = The post contradicts the claim: it needs no correction.
reason-reports-claim = The post only reports that others make the claim.
reason-not-asked = Nobody asked me, and I do not answer here unasked.
reason-stopped = The author asked me to leave them alone.
reason-mode-off = I am switched off in this place.
reason-rating-not-answered = Claims with this rating get no unasked answer here.
reason-already-answered = This fact-check was given here less than a day ago.
reason-no-fact-check = The claim has no fact-check that I could link.
reason-own-post = The post is my own.

stance-deny = To me the post reads as a denial.
stance-question = To me the post reads as a question.
stance-report = To me the post reads as a report of what others say.

evidence-meaning-close = The meaning is very close.
evidence-meaning-related = The meaning is related.
evidence-meaning-far = The meaning is rather far.
evidence-words = Words in common: { $words }
evidence-names-agree = Names that agree: { $words }
evidence-names-missing = Names that the post lacks: { $words }
evidence-numbers-agree = Numbers that agree: { $words }
evidence-numbers-missing = Numbers that the post lacks: { $words }
evidence-numbers-instead = Other numbers stand there: { $words }
evidence-links = The post links to a page known for this claim.

held-back-other-numbers = Against it: the numbers differ.
held-back-other-years = Against it: the years differ.
held-back-other-places = Against it: the post is about another country or state.
held-back-names-missing = Against it: several names are missing.
held-back-negation-differs = Against it: one of the two negates and the other does not.
held-back-opposite-words = Against it: words of opposite meaning.
held-back-another-claim-is-as-close = Against it: another claim is just as close.
held-back-few-words-shared = Against it: few words in common.
held-back-post-is-short = Against it: the post is short.

reason-mode-quiet = The admins of this place want me to say nothing here.
reason-silenced = The people of this place want no answer about this claim.
reason-quiet-hours = It was in the quiet hours of this place, and nobody had asked.
reason-cap-reached = I had given as many answers here within the hour as the admins allow.
reason-brake = I have answered so much in public that a person looks first.
verifier-asserts = Read together with the claim: the post asserts it.
verifier-asks = Read together with the claim: the post asks whether it is true.
verifier-reports = Read together with the claim: the post reports that somebody says so.
verifier-denies = Read together with the claim: the post denies it.
verifier-other = Read together with the claim: the post says something else.
