<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
  <context>
    <name>AgedNote</name>
    <message numerus="yes">
      <source>Asked again: {0}, older than %n months.</source>
      <translation>
        <numerusform>Asked again: {0}, older than %n month.</numerusform>
        <numerusform>Asked again: {0}, older than %n months.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AlikeView</name>
    <message numerus="yes">
      <source>%n more are decided with the choice for all.</source>
      <translation>
        <numerusform>%n more are decided with the choice for all.</numerusform>
        <numerusform>%n more are decided with the choice for all.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AsOfPage</name>
    <message numerus="yes">
      <source>%n answers are different today.</source>
      <translation>
        <numerusform>%n answer is different today.</numerusform>
        <numerusform>%n answers are different today.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%n source</numerusform>
        <numerusform>%n sources</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Board</name>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%n open deal-breaker</numerusform>
        <numerusform>%n open deal-breakers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>here %n days</source>
      <translation>
        <numerusform>here %n day</numerusform>
        <numerusform>here %n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BoardColumn</name>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %n day</numerusform>
        <numerusform>usually %n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{step}, %n cards</source>
      <translation>
        <numerusform>{step}, %n card</numerusform>
        <numerusform>{step}, %n cards</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeDetail</name>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeSharing</name>
    <message numerus="yes">
      <source>%n answers of this form can get more readers.</source>
      <translation>
        <numerusform>%n answer of this form can get more readers.</numerusform>
        <numerusform>%n answers of this form can get more readers.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeWords</name>
    <message numerus="yes">
      <source>%n answers erased for good</source>
      <translation>
        <numerusform>%n answer erased for good</numerusform>
        <numerusform>%n answers erased for good</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangesCard</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%n change</numerusform>
        <numerusform>%n changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n further changes are not listed. They are imported with the others.</source>
      <translation>
        <numerusform>%n further changes are not listed. They are imported with the others.</numerusform>
        <numerusform>%n further changes are not listed. They are imported with the others.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangesModel</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%n change</numerusform>
        <numerusform>%n changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%n more</numerusform>
        <numerusform>%n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, %n changes</source>
      <translation>
        <numerusform>{what}, %n change</numerusform>
        <numerusform>{what}, %n changes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CheckPart</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%n more</numerusform>
        <numerusform>%n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Kept for %n months. Erase what is not needed any more. To keep an answer, open it and write in the note why.</source>
      <translation>
        <numerusform>Kept for %n month. Erase what is not needed any more. To keep an answer, open it and write in the note why.</numerusform>
        <numerusform>Kept for %n months. Erase what is not needed any more. To keep an answer, open it and write in the note why.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CompanyPage</name>
    <message numerus="yes">
      <source>%n answers to fix</source>
      <translation>
        <numerusform>%n answer to fix</numerusform>
        <numerusform>%n answers to fix</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ConcernsTab</name>
    <message numerus="yes">
      <source>open for %n days</source>
      <translation>
        <numerusform>open for %n day</numerusform>
        <numerusform>open for %n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ConflictCard</name>
    <message numerus="yes">
      <source>%n answers came together.</source>
      <translation>
        <numerusform>%n answer came together.</numerusform>
        <numerusform>%n answers came together.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%n source</numerusform>
        <numerusform>%n sources</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ContributionsTab</name>
    <message numerus="yes">
      <source>%n contributions to look at.</source>
      <translation>
        <numerusform>%n contribution to look at.</numerusform>
        <numerusform>%n contributions to look at.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not counted: no amount, class or another currency</source>
      <translation>
        <numerusform>%n not counted: no amount, class or another currency</numerusform>
        <numerusform>%n not counted: no amount, class or another currency</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DisputedNote</name>
    <message numerus="yes">
      <source>%n factors where people differ.</source>
      <translation>
        <numerusform>%n factor where people differ.</numerusform>
        <numerusform>%n factors where people differ.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>EraseForGood</name>
    <message numerus="yes">
      <source>%n attached files</source>
      <translation>
        <numerusform>%n attached files</numerusform>
        <numerusform>%n attached files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n fields, notes included</source>
      <translation>
        <numerusform>%n field, notes included</numerusform>
        <numerusform>%n fields, notes included</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n lines</source>
      <translation>
        <numerusform>%n line</numerusform>
        <numerusform>%n lines</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%n source</numerusform>
        <numerusform>%n sources</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n values erased</source>
      <translation>
        <numerusform>%n value erased</numerusform>
        <numerusform>%n values erased</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n versions in all</source>
      <translation>
        <numerusform>%n version in all</numerusform>
        <numerusform>%n versions in all</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Not erased: %n records about it. Erase first what must go in them.</source>
      <translation>
        <numerusform>Not erased: %n record about it. Erase first what must go in them.</numerusform>
        <numerusform>Not erased: %n records about it. Erase first what must go in them.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ExchangePage</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%n change</numerusform>
        <numerusform>%n changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files</source>
      <translation>
        <numerusform>%n file</numerusform>
        <numerusform>%n files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of your changes not confirmed by {name} yet</source>
      <translation>
        <numerusform>%n of your changes not confirmed by {name} yet</numerusform>
        <numerusform>%n of your changes not confirmed by {name} yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n things wait for another bundle.</source>
      <translation>
        <numerusform>%n thing waits for another bundle.</numerusform>
        <numerusform>%n things wait for another bundle.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Back in place: %n changes.</source>
      <translation>
        <numerusform>Back in place: %n change.</numerusform>
        <numerusform>Back in place: %n changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>In sight again with them: %n changes.</source>
      <translation>
        <numerusform>In sight again with them: %n change.</numerusform>
        <numerusform>In sight again with them: %n changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No longer counted on this laptop: %n changes.</source>
      <translation>
        <numerusform>No longer counted on this laptop: %n change.</numerusform>
        <numerusform>No longer counted on this laptop: %n changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Out of sight with them: %n changes that were written in them since.</source>
      <translation>
        <numerusform>Out of sight with them: %n change that was written in them since.</numerusform>
        <numerusform>Out of sight with them: %n changes that were written in them since.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FiguresBar</name>
    <message numerus="yes">
      <source>in %n records</source>
      <translation>
        <numerusform>in %n record</numerusform>
        <numerusform>in %n records</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{records}, %n files</source>
      <translation>
        <numerusform>{records}, %n file</numerusform>
        <numerusform>{records}, %n files</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FiguresPage</name>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FinishView</name>
    <message numerus="yes">
      <source>%n answers are needed to finish</source>
      <translation>
        <numerusform>%n answer is needed to finish</numerusform>
        <numerusform>%n answers are needed to finish</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers are unknown so far</source>
      <translation>
        <numerusform>%n answer is unknown so far</numerusform>
        <numerusform>%n answers are unknown so far</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to confirm</source>
      <translation>
        <numerusform>%n answer to confirm</numerusform>
        <numerusform>%n answers to confirm</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to fix</source>
      <translation>
        <numerusform>%n answer to fix</numerusform>
        <numerusform>%n answers to fix</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to fix: they have no source yet</source>
      <translation>
        <numerusform>%n answer to fix: they has no source yet</numerusform>
        <numerusform>%n answers to fix: they have no source yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%n more</numerusform>
        <numerusform>%n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n questions have no answer yet.</source>
      <translation>
        <numerusform>%n question has no answer yet.</numerusform>
        <numerusform>%n questions have no answer yet.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FormsPart</name>
    <message numerus="yes">
      <source>%n records</source>
      <translation>
        <numerusform>%n record</numerusform>
        <numerusform>%n records</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{file}: %n things must be put right. Nothing was added.</source>
      <translation>
        <numerusform>{file}: %n thing must be put right. Nothing was added.</numerusform>
        <numerusform>{file}: %n things must be put right. Nothing was added.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HandInBar</name>
    <message numerus="yes">
      <source>%n factors are open.</source>
      <translation>
        <numerusform>%n factor is open.</numerusform>
        <numerusform>%n factors are open.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HiddenNote</name>
    <message numerus="yes">
      <source>This round is blind. %n other sheets appear when you hand in yours.</source>
      <translation>
        <numerusform>This round is blind. %n other sheet appear when you hand in yours.</numerusform>
        <numerusform>This round is blind. %n other sheets appear when you hand in yours.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HistoryTab</name>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %n day</numerusform>
        <numerusform>usually %n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HomePage</name>
    <message numerus="yes">
      <source>%n answers to check again</source>
      <translation>
        <numerusform>%n answer to check again</numerusform>
        <numerusform>%n answers to check again</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of your changes not confirmed yet</source>
      <translation>
        <numerusform>%n of your changes not confirmed yet</numerusform>
        <numerusform>%n of your changes not confirmed yet</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ImportList</name>
    <message numerus="yes">
      <source>%n rows went in.</source>
      <translation>
        <numerusform>%n row went in.</numerusform>
        <numerusform>%n rows went in.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Take in %n rows</source>
      <translation>
        <numerusform>Take in %n row</numerusform>
        <numerusform>Take in %n rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ImportView</name>
    <message numerus="yes">
      <source>Import %n changes</source>
      <translation>
        <numerusform>Import %n change</numerusform>
        <numerusform>Import %n changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Import and erase %n values for good</source>
      <translation>
        <numerusform>Import and erase %n value for good</numerusform>
        <numerusform>Import and erase %n values for good</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>InterestDrawing</name>
    <message numerus="yes">
      <source>%n pairs</source>
      <translation>
        <numerusform>%n pair</numerusform>
        <numerusform>%n pairs</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>InterestsView</name>
    <message numerus="yes">
      <source>%n not shown</source>
      <translation>
        <numerusform>%n not shown</numerusform>
        <numerusform>%n not shown</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The programme's own record names %n goals. Take them over to tie interests to them.</source>
      <translation>
        <numerusform>The programme's own record names %n goal. Take them over to tie interests to them.</numerusform>
        <numerusform>The programme's own record names %n goals. Take them over to tie interests to them.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LeftOutPane</name>
    <message numerus="yes">
      <source>None of the %n values left out is in the text, the details of the file or its links.</source>
      <translation>
        <numerusform>The %n value left out is not in the text, the details of the file or its links.</numerusform>
        <numerusform>None of the %n values left out is in the text, the details of the file or its links.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MakeBundle</name>
    <message numerus="yes">
      <source>%n files did not fit</source>
      <translation>
        <numerusform>%n file did not fit</numerusform>
        <numerusform>%n files did not fit</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MappingView</name>
    <message numerus="yes">
      <source>%n columns</source>
      <translation>
        <numerusform>%n column</numerusform>
        <numerusform>%n columns</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows</source>
      <translation>
        <numerusform>%n row</numerusform>
        <numerusform>%n rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Overview</name>
    <message numerus="yes">
      <source>%n changes not sent yet</source>
      <translation>
        <numerusform>%n change not sent yet</numerusform>
        <numerusform>%n changes not sent yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n out of sight</source>
      <translation>
        <numerusform>%n out of sight</numerusform>
        <numerusform>%n out of sight</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PartnershipHeader</name>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%n open deal-breaker</numerusform>
        <numerusform>%n open deal-breakers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more partners</source>
      <translation>
        <numerusform>and %n more partner</numerusform>
        <numerusform>and %n more partners</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PartnershipList</name>
    <message numerus="yes">
      <source>%n milestones or readings overdue</source>
      <translation>
        <numerusform>%n milestone or reading overdue</numerusform>
        <numerusform>%n milestones or readings overdue</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more ideas that go on have no partnership yet.</source>
      <translation>
        <numerusform>%n more ideas that go on have no partnership yet.</numerusform>
        <numerusform>%n more ideas that go on have no partnership yet.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%n open deal-breaker</numerusform>
        <numerusform>%n open deal-breakers</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PassphraseStep</name>
    <message numerus="yes">
      <source>%n characters</source>
      <translation>
        <numerusform>%n character</numerusform>
        <numerusform>%n characters</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n words</source>
      <translation>
        <numerusform>%n word</numerusform>
        <numerusform>%n words</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PeoplePart</name>
    <message numerus="yes">
      <source>{added} %n of your changes not confirmed yet.</source>
      <translation>
        <numerusform>{added} %n of your changes not confirmed yet.</numerusform>
        <numerusform>{added} %n of your changes not confirmed yet.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PipelinePage</name>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%n day</numerusform>
        <numerusform>%n days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %n day</numerusform>
        <numerusform>usually %n days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PipelineTray</name>
    <message numerus="yes">
      <source>{names} and %n more</source>
      <translation>
        <numerusform>{names} and %n more</numerusform>
        <numerusform>{names} and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PreviewView</name>
    <message numerus="yes">
      <source>%n may be there already: decide below</source>
      <translation>
        <numerusform>%n may be there already: decide below</numerusform>
        <numerusform>%n may be there already: decide below</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows are not taken in: why is told below</source>
      <translation>
        <numerusform>%n row is not taken in: why is told below</numerusform>
        <numerusform>%n rows are not taken in: why is told below</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows are the same as another row or as what is there</source>
      <translation>
        <numerusform>%n row is the same as another row or as what is there</numerusform>
        <numerusform>%n rows are the same as another row or as what is there</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows can go in</source>
      <translation>
        <numerusform>%n row can go in</numerusform>
        <numerusform>%n rows can go in</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message numerus="yes">
      <source>%n changes not sent yet</source>
      <translation>
        <numerusform>%n change not sent yet</numerusform>
        <numerusform>%n changes not sent yet</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RankingView</name>
    <message numerus="yes">
      <source>%n people scored.</source>
      <translation>
        <numerusform>%n person scored.</numerusform>
        <numerusform>%n people scored.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReceiptView</name>
    <message numerus="yes">
      <source>%n already here</source>
      <translation>
        <numerusform>%n already here</numerusform>
        <numerusform>%n already here</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changed</source>
      <translation>
        <numerusform>%n changed</numerusform>
        <numerusform>%n changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files</source>
      <translation>
        <numerusform>%n file</numerusform>
        <numerusform>%n files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n to settle</source>
      <translation>
        <numerusform>%n to settle</numerusform>
        <numerusform>%n to settle</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{when}, from {person}, bundle {n}, %n changes</source>
      <translation>
        <numerusform>{when}, from {person}, bundle {n}, %n change</numerusform>
        <numerusform>{when}, from {person}, bundle {n}, %n changes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RecordCombo</name>
    <message numerus="yes">
      <source>“{name}” fits %n names. Choose one from the list.</source>
      <translation>
        <numerusform>“{name}” fits %n name. Choose one from the list.</numerusform>
        <numerusform>“{name}” fits %n names. Choose one from the list.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RecordPart</name>
    <message numerus="yes">
      <source>Check answers again after %n months</source>
      <translation>
        <numerusform>Check answers again after %n month</numerusform>
        <numerusform>Check answers again after %n months</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Remind after %n days without a talk</source>
      <translation>
        <numerusform>Remind after %n day without a talk</numerusform>
        <numerusform>Remind after %n days without a talk</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Repeat due diligence after %n months</source>
      <translation>
        <numerusform>Repeat due diligence after %n month</numerusform>
        <numerusform>Repeat due diligence after %n months</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RelationDrawing</name>
    <message numerus="yes">
      <source>%n relations</source>
      <translation>
        <numerusform>%n relation</numerusform>
        <numerusform>%n relations</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RelationshipTab</name>
    <message numerus="yes">
      <source>%n rounds</source>
      <translation>
        <numerusform>%n round</numerusform>
        <numerusform>%n rounds</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReportsPage</name>
    <message numerus="yes">
      <source>%n pages</source>
      <translation>
        <numerusform>%n page</numerusform>
        <numerusform>%n pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n values left out</source>
      <translation>
        <numerusform>%n value left out</numerusform>
        <numerusform>%n values left out</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ResultView</name>
    <message numerus="yes">
      <source>%n companies were added for them.</source>
      <translation>
        <numerusform>%n company was added for them.</numerusform>
        <numerusform>%n companies were added for them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows filled gaps of what is there.</source>
      <translation>
        <numerusform>%n row filled gaps of what is there.</numerusform>
        <numerusform>%n rows filled gaps of what is there.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows stayed out; they are listed below.</source>
      <translation>
        <numerusform>%n row stayed out; they is listed below.</numerusform>
        <numerusform>%n rows stayed out; they are listed below.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows went in.</source>
      <translation>
        <numerusform>%n row went in.</numerusform>
        <numerusform>%n rows went in.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ScoreHeader</name>
    <message numerus="yes">
      <source>%n people scored</source>
      <translation>
        <numerusform>%n person scored</numerusform>
        <numerusform>%n people scored</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ScoringPart</name>
    <message numerus="yes">
      <source>%n people handed in</source>
      <translation>
        <numerusform>%n person handed in</numerusform>
        <numerusform>%n people handed in</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SettingsPart</name>
    <message numerus="yes">
      <source>After %n minutes</source>
      <translation>
        <numerusform>After %n minute</numerusform>
        <numerusform>After %n minutes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>As the programme says: after %n minutes</source>
      <translation>
        <numerusform>As the programme says: after %n minute</numerusform>
        <numerusform>As the programme says: after %n minutes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SharingPart</name>
    <message numerus="yes">
      <source>%n forms for our team only, whatever is chosen.</source>
      <translation>
        <numerusform>%n form for our team only, whatever is chosen.</numerusform>
        <numerusform>%n forms for our team only, whatever is chosen.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>StateLine</name>
    <message numerus="yes">
      <source>Changed %n times</source>
      <translation>
        <numerusform>Changed %n time</numerusform>
        <numerusform>Changed %n times</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TakeBack</name>
    <message numerus="yes">
      <source>%n changes of bundle {n} from {name}</source>
      <translation>
        <numerusform>%n change of bundle {n} from {name}</numerusform>
        <numerusform>%n changes of bundle {n} from {name}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changes of your own</source>
      <translation>
        <numerusform>%n change of your own</numerusform>
        <numerusform>%n changes of your own</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Back to what stood before: %n answers</source>
      <translation>
        <numerusform>Back to what stood before: %n answer</numerusform>
        <numerusform>Back to what stood before: %n answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>From {person}, bundle {n}, imported {when}: %n changes.</source>
      <translation>
        <numerusform>From {person}, bundle {n}, imported {when}: %n change.</numerusform>
        <numerusform>From {person}, bundle {n}, imported {when}: %n changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No longer to settle: %n answers</source>
      <translation>
        <numerusform>No longer to settle: %n answer</numerusform>
        <numerusform>No longer to settle: %n answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %n more</numerusform>
        <numerusform>and %n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TalksPart</name>
    <message numerus="yes">
      <source>%n promises kept</source>
      <translation>
        <numerusform>%n promise kept</numerusform>
        <numerusform>%n promises kept</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Unlock</name>
    <message numerus="yes">
      <source>Locks after %n minutes without use</source>
      <translation>
        <numerusform>Locks after %n minute without use</numerusform>
        <numerusform>Locks after %n minutes without use</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>VisitQuestions</name>
    <message numerus="yes">
      <source>%n of {all} ticked.</source>
      <translation>
        <numerusform>%n of {all} ticked.</numerusform>
        <numerusform>%n of {all} ticked.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{answer} (%n months old)</source>
      <translation>
        <numerusform>{answer} (%n month old)</numerusform>
        <numerusform>{answer} (%n months old)</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{ticked} They take %n pages. Untick some to stay on one.</source>
      <translation>
        <numerusform>{ticked} They take %n page. Untick some to stay on one.</numerusform>
        <numerusform>{ticked} They take %n pages. Untick some to stay on one.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WhyText</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%n more</numerusform>
        <numerusform>%n more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Wizard</name>
    <message numerus="yes">
      <source>%n things to finish</source>
      <translation>
        <numerusform>%n thing to finish</numerusform>
        <numerusform>%n things to finish</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WizardBars</name>
    <message numerus="yes">
      <source>%n answers have no place in it:</source>
      <translation>
        <numerusform>%n answer has no place in it:</numerusform>
        <numerusform>%n answers have no place in it:</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers have no place in this version of the form.</source>
      <translation>
        <numerusform>%n answer has no place in this version of the form.</numerusform>
        <numerusform>%n answers have no place in this version of the form.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers keep their place.</source>
      <translation>
        <numerusform>%n answer keep their place.</numerusform>
        <numerusform>%n answers keep their place.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers must be given again, because the question changed:</source>
      <translation>
        <numerusform>%n answer must be given again, because the question changed:</numerusform>
        <numerusform>%n answers must be given again, because the question changed:</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n questions are new.</source>
      <translation>
        <numerusform>%n question is new.</numerusform>
        <numerusform>%n questions are new.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WizardPage</name>
    <message numerus="yes">
      <source>%n answers are not saved yet</source>
      <translation>
        <numerusform>%n answer is not saved yet</numerusform>
        <numerusform>%n answers are not saved yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to fix (kept as typed)</source>
      <translation>
        <numerusform>%n answer to fix (kept as typed)</numerusform>
        <numerusform>%n answers to fix (kept as typed)</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Wording</name>
    <message numerus="yes">
      <source>%n questions are hidden because you chose {0}.</source>
      <translation>
        <numerusform>%n question is hidden because you chose {0}.</numerusform>
        <numerusform>%n questions are hidden because you chose {0}.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message numerus="yes">
      <source>%n days ago</source>
      <translation>
        <numerusform>%n day ago</numerusform>
        <numerusform>%n days ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n months ago</source>
      <translation>
        <numerusform>%n month ago</numerusform>
        <numerusform>%n months ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n weeks ago</source>
      <translation>
        <numerusform>%n week ago</numerusform>
        <numerusform>%n weeks ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n years ago</source>
      <translation>
        <numerusform>%n year ago</numerusform>
        <numerusform>%n years ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Due %n days ago</source>
      <translation>
        <numerusform>Due %n day ago</numerusform>
        <numerusform>Due %n days ago</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Xray</name>
    <message numerus="yes">
      <source>%n answers have no source yet</source>
      <translation>
        <numerusform>%n answer has no source yet</numerusform>
        <numerusform>%n answers have no source yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%n source</numerusform>
        <numerusform>%n sources</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %n more answers</source>
      <translation>
        <numerusform>Show %n more answers</numerusform>
        <numerusform>Show %n more answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>This round is blind. %n other sheets appear when you hand in yours.</source>
      <translation>
        <numerusform>This round is blind. %n other sheet appear when you hand in yours.</numerusform>
        <numerusform>This round is blind. %n other sheets appear when you hand in yours.</numerusform>
      </translation>
    </message>
  </context>
</TS>
