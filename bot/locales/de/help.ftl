# Was der Bot auf Deutsch sagen kann: Hilfe und Abschied. Alles andere sagt er in einer seiner ganzen Sprachen.

language-name = Deutsch

start =
    Hallo! Ich kenne Behauptungen, die Faktenchecker geprüft haben.
    Schick mir einen Text oder leite mir einen Beitrag weiter, und ich suche den Faktencheck dazu. In einer Gruppe erwähne mich in der Antwort auf einen Beitrag.
    /help zeigt alles, was ich kann, /privacy, was ich speichere.
your-id = Deine Kennung: <code>{ $account }</code>
started-again = Willkommen zurück! Ich antworte dir wieder.
stopped = Verstanden: Ich lasse dich in Ruhe. Schreib /start, wenn ich wieder antworten soll.
cancelled = Abgebrochen. Nichts wurde geändert.
nothing-to-cancel = Es gibt nichts abzubrechen.
small-talk = Schick mir eine Behauptung oder leite einen Beitrag weiter, und ich suche einen Faktencheck dazu. /help zeigt, was ich sonst kann.
what-to-check = Was soll ich prüfen? Schick mir die Behauptung in Worten oder einen Beitrag, der sie enthält; in einer Gruppe erwähne mich in der Antwort auf diesen Beitrag.
check-nothing = Was soll ich prüfen? Schreib den Text hinter den Befehl, oder antworte auf einen Beitrag.
nothing-found = Ich kenne keinen Faktencheck dazu. Das macht es weder wahr noch falsch: Vielleicht hat es noch niemand geprüft.
nothing-to-read = Dort habe ich keinen Text gefunden, den ich prüfen kann. Schick mir die Behauptung in Worten, oder leite einen Beitrag mit Text weiter.
unread-voice = Sprachnachrichten kann ich nicht anhören. Bitte schick mir die Behauptung in Worten.
unread-audio = Aufnahmen kann ich nicht anhören. Bitte schick mir die Behauptung in Worten.
unread-video = Videos kann ich nicht ansehen. Bitte schick mir die Behauptung in Worten.
unread-image = Bilder kann ich nicht lesen. Bitte schick mir die Behauptung in Worten.
unread-picture = In diesem Bild habe ich keinen Text gefunden, den ich lesen kann. Bitte schick mir die Behauptung in Worten.
unread-document = Dateien kann ich hier nicht öffnen. Bitte schick mir die Behauptung in Worten.
unread-sticker = Ein Sticker sagt mir zu wenig. Bitte schick mir die Behauptung in Worten.
slow-down = Das ist viel auf einmal! Bitte gönn mir { $minutes } Minuten Pause; bis dahin antworte ich nicht.
greeting-group =
    Hallo! Ich kenne Behauptungen, die Faktenchecker geprüft haben.
    Antworte auf einen Beitrag und erwähne mich: Ich sage, was gefunden wurde. /help sagt mehr.

help-title = <b>Was ich kann</b>
help-role = <b>Für die Rolle „{ $role }“</b>
help-more = Schreib <code>/help COMMAND</code>, um zu sehen, wie ein Befehl benutzt wird. Unter vier Augen kannst du mir einfach einen Text schicken oder einen Beitrag weiterleiten.
help-unknown = Den Befehl /{ $name } kenne ich nicht.
help-start = begrüßen; auch, wenn du mich angehalten hattest
help-help = zeigen, was ich kann
help-check = einen Text prüfen oder den Beitrag, auf den du antwortest
help-why = meine letzte Entscheidung hier erklären
help-language = die Sprache meiner Antworten wählen
help-stop = dich in Ruhe lassen
help-cancel = beenden, was ich Schritt für Schritt frage
help-privacy = was ich über dich speichere
help-forgetme = löschen, was ich über dich speichere
usage = Schreib es so: { $usage }
example = Zum Beispiel: { $example }
usage-help = <code>/help [COMMAND]</code>
example-help = <code>/help check</code>
usage-check = <code>/check TEXT</code>, oder <code>/check</code> als Antwort auf einen Beitrag
example-check = <code>/check Nordkorea schickt 100.000 Freiwillige in die Ukraine</code>
unknown-command = Den Befehl /{ $name } kenne ich nicht. Schreib /help, um zu sehen, was ich kann.
unknown-command-close = Den Befehl /{ $name } kenne ich nicht. Meintest du { $names }?
help-settings = wie ich mich in einer Gruppe verhalte: für ihre Admins
help-trending = was sich gerade verbreitet
help-digest = der Wochenbericht hier, und wann er kommt
