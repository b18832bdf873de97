help-start = say hello; also if you had stopped me
help-help = show what I can do
help-check = check a text, or the post that you reply to
help-why = explain my last decision here
help-language = choose the language of my answers
help-stop = leave me alone
help-cancel = end what I am asking you step by step
help-privacy = what I keep about you
help-forgetme = delete what I keep about you
help-claims = list or search the claims
help-claim = show one claim
help-admins = show who has a role
help-addclaim = add a claim
help-editclaim = change a claim
help-addphrasing = add another wording of a claim
help-retract = take a claim out of use
help-grant = give somebody a role
help-revoke = take somebody’s role away

usage-help = <code>/help [COMMAND]</code>
example-help = <code>/help check</code>
usage-check = <code>/check TEXT</code>, or <code>/check</code> in reply to a post
example-check = <code>/check North Korea is sending 100,000 volunteers to Ukraine</code>
usage-why = <code>/why [NUMBER]</code>, or in reply to one of my messages
example-why = <code>/why 12</code>
usage-language = <code>/language CODE</code>; <code>auto</code> means the language that you write in
example-language = <code>/language es</code>
usage-claims = <code>/claims [WORDS]</code>
example-claims = <code>/claims volunteers Ukraine</code>
usage-claim = <code>/claim NUMBER</code>
example-claim = <code>/claim 7</code>
usage-addclaim = <code>/addclaim CLAIM | RATING | LINK | PUBLISHER</code> (the publisher may be left out), or <code>/addclaim</code> alone to be asked step by step
example-addclaim = <code>/addclaim The Moon is made of cheese | false | https://example.org/moon-cheese | Example Checks</code>
usage-editclaim = <code>/editclaim NUMBER FIELD: VALUE</code>; the fields are statement, rating, link, claimant and language
example-editclaim = <code>/editclaim 7 rating: misleading</code>
usage-addphrasing = <code>/addphrasing NUMBER TEXT</code>
example-addphrasing = <code>/addphrasing 7 The Moon is one big cheese</code>
usage-retract = <code>/retract NUMBER REASON</code>
example-retract = <code>/retract 7 The publisher withdrew its article</code>
usage-grant = <code>/grant ACCOUNT ROLE</code>; the roles are reviewer, editor and admin
example-grant = <code>/grant telegram:1001 editor</code>
usage-revoke = <code>/revoke ACCOUNT</code>
example-revoke = <code>/revoke telegram:1001</code>

usage = Write it like this: { $usage }
example = For example: { $example }
argument-too-long = That is too long for me: { $length } characters. At most { $most } characters fit behind a command.
role-too-low = I am sorry: this command needs the role “{ $needed }”, and yours is “{ $own }”. Nothing was changed.
unknown-command = I do not know the command /{ $name }. Write /help to see what I can do.
unknown-command-close = I do not know the command /{ $name }. Did you mean { $names }?
press-not-yours = This button is not for you.
press-over = This button has expired. Please start again.
press-role-too-low = Your role does not allow this.

help-title = <b>What I can do</b>
help-role = <b>For the role “{ $role }”</b>
help-more = Write <code>/help COMMAND</code> to see how a command is used. In private you can just send me a text or forward a post.
help-unknown = I do not know the command /{ $name }.

start =
    Hello! I know claims that fact-checkers have examined.
    Send me a text or forward a post to me, and I will look for its fact-check. In a group, mention me in reply to a post.
    /help shows all that I can do, /privacy what I keep.
your-id = Your id: <code>{ $account }</code>
started-again = Welcome back! I answer you again.
stopped = Understood: I leave you alone. Write /start if you want me back.
cancelled = Cancelled. Nothing was changed.
nothing-to-cancel = There is nothing to cancel.
privacy =
    <b>What I keep</b>
    • A pseudonym in place of your name or account, which nobody can turn back without my secret key.
    • Of posts that repeat a known claim: when and where they were seen, and for { $days } days their text. The text of other posts is not kept.
    • What you chose: your language, and whether I must leave you alone.
    • Roles and changes of claims stand with the account that made them, so that they can be accounted for.
    /forgetme deletes what I keep about you, /stop makes me leave you alone.
privacy-policy = Privacy policy of those who run me: { $url }
forgotten = { $count ->
    [0] Done. Apart from your settings I had kept nothing about you. If you had written /stop, it stays in force.
    [one] Done. Your settings and feedback are deleted, and one record leads to you no more. If you had written /stop, it stays in force.
   *[other] Done. Your settings and feedback are deleted, and { $count } records lead to you no more. If you had written /stop, it stays in force.
}
language-which = In which language shall I answer you?
language-automatic = I will answer in the language that you write in.
language-chosen = I will answer you in: { $language }.
language-not-spoken = I do not speak “{ $typed }”. I speak: { $languages }
language-unusable = “{ $typed }” is not a language code such as en or es.
check-nothing = What shall I check? Put the text behind the command, or reply to a post.

help-settings = how I behave in a group: for its admins
help-review = decide about posts that wait
help-stats = what was answered lately

help-block = ignore an account
help-unblock = hear a blocked account again
usage-block = <code>/block ACCOUNT</code>
example-block = <code>/block telegram:1001</code>
usage-unblock = <code>/unblock ACCOUNT</code>
example-unblock = <code>/unblock telegram:1001</code>

help-merge = make one claim a wording of another
usage-merge = <code>/merge NUMBER INTO</code>: the first claim becomes a wording of the second
example-merge = <code>/merge 12 7</code>
help-undo = take back my last change of a claim, within ten minutes

help-export = get all claims as a file
usage-export = <code>/export [csv|jsonl]</code>
example-export = <code>/export csv</code>
help-invite = invite somebody to a role
usage-invite = <code>/invite ROLE</code>; the roles are reviewer, editor and admin
example-invite = <code>/invite reviewer</code>

help-budget = show what X costs

help-import = take in claims from a file
