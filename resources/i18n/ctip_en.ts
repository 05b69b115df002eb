<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
  <context>
    <name>AgedNote</name>
    <message numerus="yes">
      <source>Asked again: {0}, older than %n months.</source>
      <translation>
        <numerusform>Asked again: {0}, older than %Ln month.</numerusform>
        <numerusform>Asked again: {0}, older than %Ln months.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AlikeView</name>
    <message numerus="yes">
      <source>%n more are decided with the choice for all.</source>
      <translation>
        <numerusform>%Ln more is decided with the choice for all.</numerusform>
        <numerusform>%Ln more are decided with the choice for all.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>AsOfPage</name>
    <message numerus="yes">
      <source>%n answers are different today.</source>
      <translation>
        <numerusform>%Ln answer is different today.</numerusform>
        <numerusform>%Ln answers are different today.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%Ln source</numerusform>
        <numerusform>%Ln sources</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Board</name>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%Ln open deal-breaker</numerusform>
        <numerusform>%Ln open deal-breakers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>here %n days</source>
      <translation>
        <numerusform>here %Ln day</numerusform>
        <numerusform>here %Ln days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>BoardColumn</name>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %Ln day</numerusform>
        <numerusform>usually %Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{step}, %n cards</source>
      <translation>
        <numerusform>{step}, %Ln card</numerusform>
        <numerusform>{step}, %Ln cards</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeDetail</name>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeSharing</name>
    <message numerus="yes">
      <source>%n answers of this form can get more readers.</source>
      <translation>
        <numerusform>%Ln answer of this form can get more readers.</numerusform>
        <numerusform>%Ln answers of this form can get more readers.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangeWords</name>
    <message numerus="yes">
      <source>%n answers erased for good</source>
      <translation>
        <numerusform>%Ln answer erased for good</numerusform>
        <numerusform>%Ln answers erased for good</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangesCard</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%Ln change</numerusform>
        <numerusform>%Ln changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n further changes are not listed. They are imported with the others.</source>
      <translation>
        <numerusform>%Ln further change is not listed. It is imported with the others.</numerusform>
        <numerusform>%Ln further changes are not listed. They are imported with the others.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ChangesModel</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%Ln change</numerusform>
        <numerusform>%Ln changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, %n changes</source>
      <translation>
        <numerusform>{what}, %Ln change</numerusform>
        <numerusform>{what}, %Ln changes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CheckPart</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Kept for %n months. Erase what is not needed any more. To keep an answer, open it and write in the note why.</source>
      <translation>
        <numerusform>Kept for %Ln month. Erase what is not needed any more. To keep an answer, open it and write in the note why.</numerusform>
        <numerusform>Kept for %Ln months. Erase what is not needed any more. To keep an answer, open it and write in the note why.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>CompanyPage</name>
    <message numerus="yes">
      <source>%n answers to fix</source>
      <translation>
        <numerusform>%Ln answer to fix</numerusform>
        <numerusform>%Ln answers to fix</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ConcernsTab</name>
    <message numerus="yes">
      <source>open for %n days</source>
      <translation>
        <numerusform>open for %Ln day</numerusform>
        <numerusform>open for %Ln days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ConflictCard</name>
    <message numerus="yes">
      <source>%n answers came together.</source>
      <translation>
        <numerusform>%Ln answer came together.</numerusform>
        <numerusform>%Ln answers came together.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%Ln source</numerusform>
        <numerusform>%Ln sources</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ContributionsTab</name>
    <message numerus="yes">
      <source>%n contributions to look at.</source>
      <translation>
        <numerusform>%Ln contribution to look at.</numerusform>
        <numerusform>%Ln contributions to look at.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n not counted: no amount, class or another currency</source>
      <translation>
        <numerusform>%Ln not counted: no amount, class or another currency</numerusform>
        <numerusform>%Ln not counted: no amount, class or another currency</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DeleteCompanies</name>
    <message numerus="yes">
      <source>%n companies were deleted.</source>
      <translation>
        <numerusform>%Ln company was deleted.</numerusform>
        <numerusform>%Ln companies were deleted.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Delete %n companies</source>
      <translation>
        <numerusform>Delete %Ln company</numerusform>
        <numerusform>Delete %Ln companies</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>DisputedNote</name>
    <message numerus="yes">
      <source>%n factors where people differ.</source>
      <translation>
        <numerusform>%Ln factor where people differ.</numerusform>
        <numerusform>%Ln factors where people differ.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>EraseForGood</name>
    <message numerus="yes">
      <source>%n attached files</source>
      <translation>
        <numerusform>%Ln attached file</numerusform>
        <numerusform>%Ln attached files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n fields, notes included</source>
      <translation>
        <numerusform>%Ln field, notes included</numerusform>
        <numerusform>%Ln fields, notes included</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n lines</source>
      <translation>
        <numerusform>%Ln line</numerusform>
        <numerusform>%Ln lines</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%Ln source</numerusform>
        <numerusform>%Ln sources</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n values erased</source>
      <translation>
        <numerusform>%Ln value erased</numerusform>
        <numerusform>%Ln values erased</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n versions in all</source>
      <translation>
        <numerusform>%Ln version in all</numerusform>
        <numerusform>%Ln versions in all</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Not erased: %n records about it. Erase first what must go in them.</source>
      <translation>
        <numerusform>Not erased: %Ln record about it. Erase first what must go in them.</numerusform>
        <numerusform>Not erased: %Ln records about it. Erase first what must go in them.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ExchangePage</name>
    <message numerus="yes">
      <source>%n changes</source>
      <translation>
        <numerusform>%Ln change</numerusform>
        <numerusform>%Ln changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of your changes not confirmed by {name} yet</source>
      <translation>
        <numerusform>%Ln of your changes not confirmed by {name} yet</numerusform>
        <numerusform>%Ln of your changes not confirmed by {name} yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n things wait for another bundle.</source>
      <translation>
        <numerusform>%Ln thing waits for another bundle.</numerusform>
        <numerusform>%Ln things wait for another bundle.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Back in place: %n changes.</source>
      <translation>
        <numerusform>Back in place: %Ln change.</numerusform>
        <numerusform>Back in place: %Ln changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>In sight again with them: %n changes.</source>
      <translation>
        <numerusform>In sight again with them: %Ln change.</numerusform>
        <numerusform>In sight again with them: %Ln changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No longer counted on this laptop: %n changes.</source>
      <translation>
        <numerusform>No longer counted on this laptop: %Ln change.</numerusform>
        <numerusform>No longer counted on this laptop: %Ln changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Out of sight with them: %n changes that were written in them since.</source>
      <translation>
        <numerusform>Out of sight with them: %Ln change that was written in them since.</numerusform>
        <numerusform>Out of sight with them: %Ln changes that were written in them since.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FiguresBar</name>
    <message numerus="yes">
      <source>in %n records</source>
      <translation>
        <numerusform>in %Ln record</numerusform>
        <numerusform>in %Ln records</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{records}, %n files</source>
      <translation>
        <numerusform>{records}, %Ln file</numerusform>
        <numerusform>{records}, %Ln files</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FiguresPage</name>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FinishView</name>
    <message numerus="yes">
      <source>%n answers are needed to finish</source>
      <translation>
        <numerusform>%Ln answer is needed to finish</numerusform>
        <numerusform>%Ln answers are needed to finish</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers are unknown so far</source>
      <translation>
        <numerusform>%Ln answer is unknown so far</numerusform>
        <numerusform>%Ln answers are unknown so far</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers have no source yet</source>
      <translation>
        <numerusform>%Ln answer has no source yet</numerusform>
        <numerusform>%Ln answers have no source yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to confirm</source>
      <translation>
        <numerusform>%Ln answer to confirm</numerusform>
        <numerusform>%Ln answers to confirm</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to fix</source>
      <translation>
        <numerusform>%Ln answer to fix</numerusform>
        <numerusform>%Ln answers to fix</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n questions have no answer yet.</source>
      <translation>
        <numerusform>%Ln question has no answer yet.</numerusform>
        <numerusform>%Ln questions have no answer yet.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>FormsPart</name>
    <message numerus="yes">
      <source>%n records</source>
      <translation>
        <numerusform>%Ln record</numerusform>
        <numerusform>%Ln records</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{file}: %n things must be put right. Nothing was added.</source>
      <translation>
        <numerusform>{file}: %Ln thing must be put right. Nothing was added.</numerusform>
        <numerusform>{file}: %Ln things must be put right. Nothing was added.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HandInBar</name>
    <message numerus="yes">
      <source>%n factors are open.</source>
      <translation>
        <numerusform>%Ln factor is open.</numerusform>
        <numerusform>%Ln factors are open.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HiddenNote</name>
    <message numerus="yes">
      <source>This round is blind. %n other sheets appear when you hand in yours.</source>
      <translation>
        <numerusform>This round is blind. %Ln other sheet appears when you hand in yours.</numerusform>
        <numerusform>This round is blind. %Ln other sheets appear when you hand in yours.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HistoryTab</name>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%Ln day</numerusform>
        <numerusform>%Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %Ln day</numerusform>
        <numerusform>usually %Ln days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>HomePage</name>
    <message numerus="yes">
      <source>%n answers to check again</source>
      <translation>
        <numerusform>%Ln answer to check again</numerusform>
        <numerusform>%Ln answers to check again</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n of your changes not confirmed yet</source>
      <translation>
        <numerusform>%Ln of your changes not confirmed yet</numerusform>
        <numerusform>%Ln of your changes not confirmed yet</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ImportList</name>
    <message numerus="yes">
      <source>%n rows went in.</source>
      <translation>
        <numerusform>%Ln row went in.</numerusform>
        <numerusform>%Ln rows went in.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Take in %n rows</source>
      <translation>
        <numerusform>Take in %Ln row</numerusform>
        <numerusform>Take in %Ln rows</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ImportView</name>
    <message numerus="yes">
      <source>Import %n changes</source>
      <translation>
        <numerusform>Import %Ln change</numerusform>
        <numerusform>Import %Ln changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Import and erase %n values for good</source>
      <translation>
        <numerusform>Import and erase %Ln value for good</numerusform>
        <numerusform>Import and erase %Ln values for good</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>IndicatorsTab</name>
    <message numerus="yes">
      <source>All %n readings</source>
      <translation>
        <numerusform>All %Ln reading</numerusform>
        <numerusform>All %Ln readings</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>InterestDrawing</name>
    <message numerus="yes">
      <source>%n pairs</source>
      <translation>
        <numerusform>%Ln pair</numerusform>
        <numerusform>%Ln pairs</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>InterestsView</name>
    <message numerus="yes">
      <source>%n not shown</source>
      <translation>
        <numerusform>%Ln not shown</numerusform>
        <numerusform>%Ln not shown</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>The programme's own record names %n goals. Take them over to tie interests to them.</source>
      <translation>
        <numerusform>The programme's own record names %Ln goal. Take them over to tie interests to them.</numerusform>
        <numerusform>The programme's own record names %Ln goals. Take them over to tie interests to them.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>LeftOutPane</name>
    <message numerus="yes">
      <source>None of the %n values left out is in the text, the details of the file or its links.</source>
      <translation>
        <numerusform>The %Ln value left out is not in the text, the details of the file or its links.</numerusform>
        <numerusform>None of the %Ln values left out is in the text, the details of the file or its links.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MakeBundle</name>
    <message numerus="yes">
      <source>%n files did not fit</source>
      <translation>
        <numerusform>%Ln file did not fit</numerusform>
        <numerusform>%Ln files did not fit</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ManyBar</name>
    <message numerus="yes">
      <source>%n companies chosen</source>
      <translation>
        <numerusform>%Ln company chosen</numerusform>
        <numerusform>%Ln companies chosen</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MappingView</name>
    <message numerus="yes">
      <source>%n columns</source>
      <translation>
        <numerusform>%Ln column</numerusform>
        <numerusform>%Ln columns</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n columns are left out</source>
      <translation>
        <numerusform>%Ln column is left out</numerusform>
        <numerusform>%Ln columns are left out</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows</source>
      <translation>
        <numerusform>%Ln row</numerusform>
        <numerusform>%Ln rows</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>MilestonesTab</name>
    <message numerus="yes">
      <source>{words}, %n days late</source>
      <translation>
        <numerusform>{words}, %Ln day late</numerusform>
        <numerusform>{words}, %Ln days late</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Overview</name>
    <message numerus="yes">
      <source>%n changes not sent yet</source>
      <translation>
        <numerusform>%Ln change not sent yet</numerusform>
        <numerusform>%Ln changes not sent yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n out of sight</source>
      <translation>
        <numerusform>%Ln out of sight</numerusform>
        <numerusform>%Ln out of sight</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PartnershipHeader</name>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%Ln open deal-breaker</numerusform>
        <numerusform>%Ln open deal-breakers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more partners</source>
      <translation>
        <numerusform>and %Ln more partner</numerusform>
        <numerusform>and %Ln more partners</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PartnershipList</name>
    <message numerus="yes">
      <source>%n milestones or readings overdue</source>
      <translation>
        <numerusform>%Ln milestone or reading overdue</numerusform>
        <numerusform>%Ln milestones or readings overdue</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n more ideas that go on have no partnership yet.</source>
      <translation>
        <numerusform>%Ln more idea that goes on has no partnership yet.</numerusform>
        <numerusform>%Ln more ideas that go on have no partnership yet.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n open deal-breakers</source>
      <translation>
        <numerusform>%Ln open deal-breaker</numerusform>
        <numerusform>%Ln open deal-breakers</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PassphraseStep</name>
    <message numerus="yes">
      <source>%n characters</source>
      <translation>
        <numerusform>%Ln character</numerusform>
        <numerusform>%Ln characters</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n words</source>
      <translation>
        <numerusform>%Ln word</numerusform>
        <numerusform>%Ln words</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PeoplePart</name>
    <message numerus="yes">
      <source>{added} %n of your changes not confirmed yet.</source>
      <translation>
        <numerusform>{added} %Ln of your changes not confirmed yet.</numerusform>
        <numerusform>{added} %Ln of your changes not confirmed yet.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PipelinePage</name>
    <message numerus="yes">
      <source>%n days</source>
      <translation>
        <numerusform>%Ln day</numerusform>
        <numerusform>%Ln days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>usually %n days</source>
      <translation>
        <numerusform>usually %Ln day</numerusform>
        <numerusform>usually %Ln days</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PipelineTray</name>
    <message numerus="yes">
      <source>{names} and %n more</source>
      <translation>
        <numerusform>{names} and %Ln more</numerusform>
        <numerusform>{names} and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>PreviewView</name>
    <message numerus="yes">
      <source>%n columns are left out: {names}</source>
      <translation>
        <numerusform>%Ln column is left out: {names}</numerusform>
        <numerusform>%Ln columns are left out: {names}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n may be there already: decide below</source>
      <translation>
        <numerusform>%Ln may be there already: decide below</numerusform>
        <numerusform>%Ln may be there already: decide below</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows are not taken in: why is told below</source>
      <translation>
        <numerusform>%Ln row is not taken in: why is told below</numerusform>
        <numerusform>%Ln rows are not taken in: why is told below</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows are the same as another row or as what is there</source>
      <translation>
        <numerusform>%Ln row is the same as another row or as what is there</numerusform>
        <numerusform>%Ln rows are the same as another row or as what is there</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows can go in</source>
      <translation>
        <numerusform>%Ln row can go in</numerusform>
        <numerusform>%Ln rows can go in</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message numerus="yes">
      <source>%n changes not sent</source>
      <translation>
        <numerusform>%Ln change not sent</numerusform>
        <numerusform>%Ln changes not sent</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RankingView</name>
    <message numerus="yes">
      <source>%n people scored.</source>
      <translation>
        <numerusform>%Ln person scored.</numerusform>
        <numerusform>%Ln people scored.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReceiptView</name>
    <message numerus="yes">
      <source>%n already here</source>
      <translation>
        <numerusform>%Ln already here</numerusform>
        <numerusform>%Ln already here</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changed</source>
      <translation>
        <numerusform>%Ln changed</numerusform>
        <numerusform>%Ln changed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n new</source>
      <translation>
        <numerusform>%Ln new</numerusform>
        <numerusform>%Ln new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n to settle</source>
      <translation>
        <numerusform>%Ln to settle</numerusform>
        <numerusform>%Ln to settle</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Imported. %n values were erased for good.</source>
      <translation>
        <numerusform>Imported. %Ln value was erased for good.</numerusform>
        <numerusform>Imported. %Ln values were erased for good.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{when}, from {person}, bundle {n}, %n changes</source>
      <translation>
        <numerusform>{when}, from {person}, bundle {n}, %Ln change</numerusform>
        <numerusform>{when}, from {person}, bundle {n}, %Ln changes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RecordCombo</name>
    <message numerus="yes">
      <source>“{name}” fits %n names. Choose one from the list.</source>
      <translation>
        <numerusform>“{name}” fits %Ln name. Choose one from the list.</numerusform>
        <numerusform>“{name}” fits %Ln names. Choose one from the list.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RecordPart</name>
    <message numerus="yes">
      <source>Check answers again after %n months</source>
      <translation>
        <numerusform>Check answers again after %Ln month</numerusform>
        <numerusform>Check answers again after %Ln months</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Lock after %n minutes of rest</source>
      <translation>
        <numerusform>Lock after %Ln minute of rest</numerusform>
        <numerusform>Lock after %Ln minutes of rest</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Remind after %n days without a talk</source>
      <translation>
        <numerusform>Remind after %Ln day without a talk</numerusform>
        <numerusform>Remind after %Ln days without a talk</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Repeat due diligence after %n months</source>
      <translation>
        <numerusform>Repeat due diligence after %Ln month</numerusform>
        <numerusform>Repeat due diligence after %Ln months</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RelationDrawing</name>
    <message numerus="yes">
      <source>%n relations</source>
      <translation>
        <numerusform>%Ln relation</numerusform>
        <numerusform>%Ln relations</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>RelationshipTab</name>
    <message numerus="yes">
      <source>%n rounds</source>
      <translation>
        <numerusform>%Ln round</numerusform>
        <numerusform>%Ln rounds</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ReportsPage</name>
    <message numerus="yes">
      <source>%n pages</source>
      <translation>
        <numerusform>%Ln page</numerusform>
        <numerusform>%Ln pages</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n values left out</source>
      <translation>
        <numerusform>%Ln value left out</numerusform>
        <numerusform>%Ln values left out</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ResultView</name>
    <message numerus="yes">
      <source>%n companies were added for them.</source>
      <translation>
        <numerusform>%Ln company was added for them.</numerusform>
        <numerusform>%Ln companies were added for them.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows filled gaps of what is there.</source>
      <translation>
        <numerusform>%Ln row filled gaps of what is there.</numerusform>
        <numerusform>%Ln rows filled gaps of what is there.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows stayed out; they are listed below.</source>
      <translation>
        <numerusform>%Ln row stayed out; it is listed below.</numerusform>
        <numerusform>%Ln rows stayed out; they are listed below.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n rows went in.</source>
      <translation>
        <numerusform>%Ln row went in.</numerusform>
        <numerusform>%Ln rows went in.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ScoreHeader</name>
    <message numerus="yes">
      <source>%n people scored</source>
      <translation>
        <numerusform>%Ln person scored</numerusform>
        <numerusform>%Ln people scored</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>ScoringPart</name>
    <message numerus="yes">
      <source>%n people handed in</source>
      <translation>
        <numerusform>%Ln person handed in</numerusform>
        <numerusform>%Ln people handed in</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SetLead</name>
    <message numerus="yes">
      <source>%n already were.</source>
      <translation>
        <numerusform>%Ln already was.</numerusform>
        <numerusform>%Ln already were.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n companies</source>
      <translation>
        <numerusform>%Ln company</numerusform>
        <numerusform>%Ln companies</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n companies are now led by {person}.</source>
      <translation>
        <numerusform>%Ln company is now led by {person}.</numerusform>
        <numerusform>%Ln companies are now led by {person}.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n companies have two answers to settle. They stay as they are.</source>
      <translation>
        <numerusform>%Ln company has two answers to settle. It stays as it is.</numerusform>
        <numerusform>%Ln companies have two answers to settle. They stay as they are.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SettingsPart</name>
    <message numerus="yes">
      <source>After %n minutes</source>
      <translation>
        <numerusform>After %Ln minute</numerusform>
        <numerusform>After %Ln minutes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>As the programme says: after %n minutes</source>
      <translation>
        <numerusform>As the programme says: after %Ln minute</numerusform>
        <numerusform>As the programme says: after %Ln minutes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>SharingPart</name>
    <message numerus="yes">
      <source>%n forms for our team only, whatever is chosen.</source>
      <translation>
        <numerusform>%Ln form for our team only, whatever is chosen.</numerusform>
        <numerusform>%Ln forms for our team only, whatever is chosen.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>StateLine</name>
    <message numerus="yes">
      <source>Changed %n times</source>
      <translation>
        <numerusform>Changed %Ln time</numerusform>
        <numerusform>Changed %Ln times</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TakeBack</name>
    <message numerus="yes">
      <source>%n changes of bundle {n} from {name}</source>
      <translation>
        <numerusform>%Ln change of bundle {n} from {name}</numerusform>
        <numerusform>%Ln changes of bundle {n} from {name}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n changes of your own</source>
      <translation>
        <numerusform>%Ln change of your own</numerusform>
        <numerusform>%Ln changes of your own</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Back to what stood before: %n answers</source>
      <translation>
        <numerusform>Back to what stood before: %Ln answer</numerusform>
        <numerusform>Back to what stood before: %Ln answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>From {person}, bundle {n}, imported {when}: %n changes.</source>
      <translation>
        <numerusform>From {person}, bundle {n}, imported {when}: %Ln change.</numerusform>
        <numerusform>From {person}, bundle {n}, imported {when}: %Ln changes.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No longer to settle: %n answers</source>
      <translation>
        <numerusform>No longer to settle: %Ln answer</numerusform>
        <numerusform>No longer to settle: %Ln answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and %n more</source>
      <translation>
        <numerusform>and %Ln more</numerusform>
        <numerusform>and %Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TakeOut</name>
    <message numerus="yes">
      <source>%n answers</source>
      <translation>
        <numerusform>%Ln answer</numerusform>
        <numerusform>%Ln answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n files</source>
      <translation>
        <numerusform>%Ln file</numerusform>
        <numerusform>%Ln files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n records</source>
      <translation>
        <numerusform>%Ln record</numerusform>
        <numerusform>%Ln records</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A passphrase of %n characters, twice.</source>
      <translation>
        <numerusform>A passphrase of %Ln character, twice.</numerusform>
        <numerusform>A passphrase of %Ln characters, twice.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>TalksPart</name>
    <message numerus="yes">
      <source>%n promises kept</source>
      <translation>
        <numerusform>%Ln promise kept</numerusform>
        <numerusform>%Ln promises kept</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Unlock</name>
    <message numerus="yes">
      <source>Locks after %n minutes without use</source>
      <translation>
        <numerusform>Locks after %Ln minute without use</numerusform>
        <numerusform>Locks after %Ln minutes without use</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>VisitQuestions</name>
    <message numerus="yes">
      <source>%n of {all} ticked.</source>
      <translation>
        <numerusform>%Ln of {all} ticked.</numerusform>
        <numerusform>%Ln of {all} ticked.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{answer} (%n months old)</source>
      <translation>
        <numerusform>{answer} (%Ln month old)</numerusform>
        <numerusform>{answer} (%Ln months old)</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{ticked} They take %n pages. Untick some to stay on one.</source>
      <translation>
        <numerusform>{ticked} They take %Ln page. Untick some to stay on one.</numerusform>
        <numerusform>{ticked} They take %Ln pages. Untick some to stay on one.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WhyText</name>
    <message numerus="yes">
      <source>%n more</source>
      <translation>
        <numerusform>%Ln more</numerusform>
        <numerusform>%Ln more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Wizard</name>
    <message numerus="yes">
      <source>%n things to finish</source>
      <translation>
        <numerusform>%Ln thing to finish</numerusform>
        <numerusform>%Ln things to finish</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WizardBars</name>
    <message numerus="yes">
      <source>%n answers have no place in it:</source>
      <translation>
        <numerusform>%Ln answer has no place in it:</numerusform>
        <numerusform>%Ln answers have no place in it:</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers have no place in this version of the form.</source>
      <translation>
        <numerusform>%Ln answer has no place in this version of the form.</numerusform>
        <numerusform>%Ln answers have no place in this version of the form.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers keep their place.</source>
      <translation>
        <numerusform>%Ln answer keeps its place.</numerusform>
        <numerusform>%Ln answers keep their place.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers must be given again, because the question changed:</source>
      <translation>
        <numerusform>%Ln answer must be given again, because the question changed:</numerusform>
        <numerusform>%Ln answers must be given again, because the question changed:</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n questions are new.</source>
      <translation>
        <numerusform>%Ln question is new.</numerusform>
        <numerusform>%Ln questions are new.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>WizardPage</name>
    <message numerus="yes">
      <source>%n answers are not saved yet</source>
      <translation>
        <numerusform>%Ln answer is not saved yet</numerusform>
        <numerusform>%Ln answers are not saved yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n answers to fix (kept as typed)</source>
      <translation>
        <numerusform>%Ln answer to fix (kept as typed)</numerusform>
        <numerusform>%Ln answers to fix (kept as typed)</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Wording</name>
    <message numerus="yes">
      <source>%n questions are hidden because you chose {0}.</source>
      <translation>
        <numerusform>%Ln question is hidden because you chose {0}.</numerusform>
        <numerusform>%Ln questions are hidden because you chose {0}.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Words</name>
    <message numerus="yes">
      <source>%n days ago</source>
      <translation>
        <numerusform>%Ln day ago</numerusform>
        <numerusform>%Ln days ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n months ago</source>
      <translation>
        <numerusform>%Ln month ago</numerusform>
        <numerusform>%Ln months ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n weeks ago</source>
      <translation>
        <numerusform>%Ln week ago</numerusform>
        <numerusform>%Ln weeks ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n years ago</source>
      <translation>
        <numerusform>%Ln year ago</numerusform>
        <numerusform>%Ln years ago</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Due %n days ago</source>
      <translation>
        <numerusform>Due %Ln day ago</numerusform>
        <numerusform>Due %Ln days ago</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>Xray</name>
    <message numerus="yes">
      <source>%n answers have no source yet</source>
      <translation>
        <numerusform>%Ln answer has no source yet</numerusform>
        <numerusform>%Ln answers have no source yet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>%n sources</source>
      <translation>
        <numerusform>%Ln source</numerusform>
        <numerusform>%Ln sources</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Show %n more answers</source>
      <translation>
        <numerusform>Show %Ln more answer</numerusform>
        <numerusform>Show %Ln more answers</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>This round is blind. %n other sheets appear when you hand in yours.</source>
      <translation>
        <numerusform>This round is blind. %Ln other sheet appears when you hand in yours.</numerusform>
        <numerusform>This round is blind. %Ln other sheets appear when you hand in yours.</numerusform>
      </translation>
    </message>
  </context>
</TS>
