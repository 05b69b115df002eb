"""A list becomes records: rehearsed first, failures told with their row, the others in."""

from __future__ import annotations

from pathlib import Path

import pytest

from ctip_desktop.errors import BadInput, NotFound
from ctip_desktop.forms.model import Answer
from ctip_desktop.interop import spreadsheet
from ctip_desktop.interop.spreadsheet import ImportResult, Plan
from ctip_desktop.operations.records import NewRecord, create_many
from ctip_desktop.operations.undo import undo
from ctip_desktop.queries import records
from ctip_desktop.queries.relations import narrowed, relation_map
from ctip_desktop.tasks import Cancelled, Progress
from ctip_desktop.workspace.workspace import Workspace

LIST = """country,legal name,address,industry
Viet Nam,Hải Âm Seafood,1 Cảng Lạ,seafood
TH,,2 Pier Road,seafood
TH,Okavi Garments,3 Mill Lane,Apparel
TH,Okavi  garments,3 Mill Lane,Apparel
TH,Okavi Garments,4 Mill Lane,Magic
"""


def planned(ws: Workspace, folder: Path, text: str, form: str = "company", **mapping: str) -> Plan:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    table = spreadsheet.read_table(path)
    chosen = ws.catalogue.form(form)
    return spreadsheet.plan(ws, table, chosen, spreadsheet.suggest(table, chosen) | mapping)


def taken_in(ws: Workspace, plan: Plan) -> ImportResult:
    return spreadsheet.run(ws, plan, Progress())


def test_columns_find_their_questions_by_what_lists_call_them(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    assert plan.mapping == {"country": "country", "legal name": "name", "address": "address", "industry": "sector"}


def test_a_rehearsal_changes_nothing_and_tells_everything(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    assert [(problem.row, problem.column) for problem in plan.failed] == [(3, "legal name")]
    assert [(double.row, double.of_row) for double in plan.duplicates] == [(5, 4)]
    assert [remark.row for remark in plan.remarks] == [6]
    assert records.list_records(ws, "company") == ()


def test_a_row_that_fails_stays_out_and_the_others_go_in(ws: Workspace, tmp_path: Path) -> None:
    assert taken_in(ws, planned(ws, tmp_path, LIST)) == ImportResult(created=3, subjects=0, left_out=1)
    assert [line.title for line in records.list_records(ws, "company")] == ["Hải Âm Seafood", "Okavi Garments", "Okavi Garments"]


def test_the_same_list_again_is_all_duplicates(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    plan = planned(ws, tmp_path, LIST)
    assert len(plan.duplicates) == 4
    assert all(double.of_row == 0 or double.row == 5 for double in plan.duplicates)
    assert taken_in(ws, plan).created == 0


def test_what_is_not_an_option_is_kept_as_a_note(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    odd = next(line for line in records.list_records(ws, "company") if records.show(ws, line.id).answers["address"].answer.value == "4 Mill Lane")
    assert "Magic" in records.show(ws, odd.id).answers["sector"].answer.note


def test_an_import_is_one_step_of_undo(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, LIST))
    undo(ws)
    assert records.list_records(ws, "company") == ()


def test_answers_with_source_date_and_note_go_to_their_companies(ws: Workspace, tmp_path: Path) -> None:
    lines = ["Company,Says,Page,Year,Comment", "Selan Pearl,No training,a.example/1,2024,Said twice", "Selan Pearl,All staff,a.example/2,2025,"]
    text = "\n".join([*lines, "Okavi,Buyers,,2025,"])
    says = "statements.statement_says"
    mapping = {
        "Company": "about",
        "Says": says,
        "Page": f"{says}.source.link",
        "Year": f"{says}.source.date, statements.statement_year",
        "Comment": f"{says}.note",
    }
    plan = planned(ws, tmp_path, text, "desk_research", **mapping)
    assert taken_in(ws, plan) == ImportResult(created=3, subjects=2, left_out=0)
    assert [line.title for line in records.list_records(ws, "company")] == ["Okavi", "Selan Pearl"]
    selan = records.list_records(ws, "company")[1].id
    (research,) = records.list_records(ws, "desk_research", about=selan)
    said = [one.answer for path, one in records.show(ws, research.id).answers.items() if path.endswith(".statement_says")]
    assert {(a.value, a.note, a.sources[0].link, a.sources[0].date) for a in said} == {
        ("No training", "Said twice", "a.example/1", "2024"),
        ("All staff", "", "a.example/2", "2025"),
    }


def test_a_mapping_to_what_is_not_there_is_told(ws: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no column “Kolumn”"):
        planned(ws, tmp_path, LIST, Kolumn="name")
    with pytest.raises(NotFound, match="no question “nonsense”"):
        planned(ws, tmp_path, LIST, address="nonsense")
    with pytest.raises(BadInput, match="Which record"):
        planned(ws, tmp_path, "Says\nx\n", "desk_research", Says="statements.statement_says")


def test_cancelling_changes_nothing_more(ws: Workspace, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        spreadsheet.run(ws, planned(ws, tmp_path, LIST), progress)
    assert records.list_records(ws, "company") == ()


def test_two_thousand_legal_names_keep_their_scripts(ws: Workspace, shared_data: Path) -> None:
    table = spreadsheet.read_table(shared_data / "gleif" / "companies.csv")
    form = ws.catalogue.form("company")
    result = taken_in(ws, spreadsheet.plan(ws, table, form, spreadsheet.suggest(table, form)))
    assert result.created == 2000
    names = {row[table.columns.index("legal_name")] for row in table.rows}
    assert {line.title for line in records.list_records(ws, "company")} == names


@pytest.mark.parametrize(
    "heading_line",
    [
        "Firmenname,Land,Ort,Branche,Adresse,Mitarbeiter,Webseite",
        "Raison sociale,Pays,Ville,Secteur d'activité,Adresse,Effectif,Site web",
        "Nombre de la empresa,País,Ciudad,Rubro,Dirección,Empleados,Página web",
        "Razão social,País,Cidade,Setor,Endereço,Funcionários,Página web",
        "Tên công ty,Quốc gia,Thành phố,Ngành nghề,Địa chỉ,Số lao động,Trang web",
        "ชื่อบริษัท,ประเทศ,จังหวัด,ประเภทธุรกิจ,ที่อยู่,จำนวนพนักงาน,เว็บไซต์",
        "Nama perusahaan,Negara,Kota,Bidang usaha,Alamat,Jumlah karyawan,Situs web",
        "公司名称,国家,城市,行业,地址,员工人数,网站",
    ],
)
def test_headings_in_other_languages_find_their_questions(ws: Workspace, tmp_path: Path, heading_line: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{heading_line}\na,b,c,d,e,1,f\n", encoding="utf-8")
    found = spreadsheet.suggest(spreadsheet.read_table(path), ws.catalogue.form("company"))
    assert [found.get(heading) for heading in heading_line.split(",")] == ["name", "country", "place", "sector", "address", "staff", "website"]


@pytest.mark.parametrize(
    "heading_line",
    [
        "Company,Full name,Role,Department,Mobile,E-mail",
        "Firma,Ansprechpartner,Funktion,Abteilung,Telefon,E-Mail-Adresse",
        "Entreprise,Nom,Fonction,Service,Téléphone,Courriel",
        "Công ty,Họ và tên,Chức vụ,Phòng ban,Di động,Email",
        "Empresa,Nombre,Cargo,Departamento,Teléfono,Correo electrónico",
        "Tên công ty,Họ và tên,Chức vụ,Phòng ban,Số điện thoại,Thư điện tử",
        "ชื่อบริษัท,ชื่อ-นามสกุล,ตำแหน่ง,แผนก,โทรศัพท์,อีเมล",
        "公司名称,姓名,职位,部门,电话,邮箱",
    ],
)
def test_headings_of_a_list_of_contacts_find_their_questions(ws: Workspace, tmp_path: Path, heading_line: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{heading_line}\na,b,c,d,e,f\n", encoding="utf-8")
    found = spreadsheet.suggest(spreadsheet.read_table(path), ws.catalogue.form("contact"))
    assert [found.get(heading) for heading in heading_line.split(",")] == ["about", "name", "job", "unit", "phone", "email"]


def test_without_a_column_for_the_name_it_is_said_once(ws: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("country,sector\nTH,seafood\n", encoding="utf-8")
    table, form = spreadsheet.read_table(path), ws.catalogue.form("company")
    with pytest.raises(BadInput, match="No column is “What is the company called"):
        spreadsheet.plan(ws, table, form, spreadsheet.suggest(table, form))


def test_people_of_companies_come_as_a_list_and_two_of_one_name_are_two(ws: Workspace, tmp_path: Path) -> None:
    people = planned(ws, tmp_path, "Company,Name\nOkavi,Ana Weber\nLumo,Ana Weber\nOkavi,Ana  weber\n", form="contact")
    assert people.mapping == {"Company": "about", "Name": "name"}
    assert [double.row for double in people.duplicates] == [4]
    assert taken_in(ws, people) == ImportResult(created=2, subjects=2, left_out=1)
    again = planned(ws, tmp_path, "Company,Name\nOkavi,Ana Weber\nOkavi,Bo Linde\n", form="contact")
    assert [double.row for double in again.duplicates] == [2]


def test_two_people_of_one_name_at_one_company_stay_two_when_they_are_reached_differently(ws: Workspace, tmp_path: Path) -> None:
    lines = ["Company,Full name,Mobile,E-mail", "Okavi,Nok Sarin,+66 81 000 1122,a@okavi.example", "Okavi,Nok Sarin,0812223344,b@okavi.example"]
    people = planned(ws, tmp_path, "\n".join([*lines, "Okavi,Nok Sarin,0812223344,", "Okavi,Nok Sarin,,"]), form="contact")
    assert [(double.row, double.of_row) for double in people.duplicates] == [(4, 3), (5, 2)]
    taken_in(ws, people)
    phones = {records.show(ws, one.id).answers["phone"].answer.value for one in records.list_records(ws, "contact")}
    assert phones == {"+66 81 000 1122", "0812223344"}
    again = planned(ws, tmp_path, "\n".join(lines), form="contact")
    assert [(double.row, double.of_row) for double in again.duplicates] == [(2, 0), (3, 0)]


SAID = "Company,Says,When\nOkavi,Training each year,2019\nOkavi,Training once,2020\nLumo,Nothing,2020\n"


def said(ws: Workspace, folder: Path, text: str = SAID) -> Plan:
    return planned(ws, folder, text, form="desk_research", Says="statement_says", When="statement_year")


def test_the_same_lines_of_a_list_inside_a_form_are_known_again(ws: Workspace, tmp_path: Path) -> None:
    assert taken_in(ws, said(ws, tmp_path)) == ImportResult(created=3, subjects=2, left_out=0)
    again = said(ws, tmp_path, SAID + "Lumo,Something new,2021\n")
    assert [(double.row, double.of_row) for double in again.duplicates] == [(2, 0), (3, 0), (4, 0)]
    assert taken_in(ws, again) == ImportResult(created=1, subjects=0, left_out=3)
    counts = [len(records.show(ws, one.id).rows["statements"]) for one in records.list_records(ws, "desk_research")]
    assert counts == [2, 2], "one desk research each, with its two lines"


def test_a_form_that_a_company_has_once_is_filled_and_never_written_over(ws: Workspace, tmp_path: Path) -> None:
    first = planned(ws, tmp_path, "Company,Staff\nOkavi,120\n", form="due_diligence", Staff="company_cases.note")
    taken_in(ws, first)
    second = planned(ws, tmp_path, "Company,Staff\nOkavi,140\nOkavi,150\n", form="due_diligence", Staff="company_cases.note")
    assert taken_in(ws, second) == ImportResult(created=0, subjects=0, left_out=0, joined=2)
    (one,) = records.list_records(ws, "due_diligence")
    assert records.show(ws, one.id).answers["company_cases"].answer.note.split("\n") == ["120", "140", "150"]


def test_what_would_change_something_is_counted_before(ws: Workspace, tmp_path: Path) -> None:
    plan = planned(ws, tmp_path, LIST)
    assert spreadsheet.going_in(plan) == 3
    assert spreadsheet.going_in(plan, duplicates=True) == 4
    taken_in(ws, plan)
    assert spreadsheet.going_in(planned(ws, tmp_path, LIST)) == 0


def test_countries_and_sectors_are_read_in_the_language_of_the_list(ws: Workspace, tmp_path: Path) -> None:
    rows = "Firma,Land,Branche\nEins,Kambodscha,Baugewerbe\nZwei,Royaume-Uni,Hôtellerie\nDrei,ไทย,Têxtil\n"
    rows += "Vier,Costa do Marfim,Mineração\nFünf,Congo,Fischerei\n"
    plan = planned(ws, tmp_path, rows, Firma="name", Land="country", Branche="sector")
    read = [(ready.answers["country"].value, ready.answers["sector"].value) for ready in plan.ready]
    assert read[:4] == [("KH", "construction"), ("GB", "hospitality"), ("TH", "garments"), ("CI", "mining")]
    assert read[4] == (None, "seafood")  # two countries are called so: a person decides
    assert not [remark for remark in plan.remarks if remark.row <= 5]


def test_a_question_that_points_to_a_company_is_answered_by_the_company_and_never_by_its_name(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, "name,place\nHải Âm Seafood,Lan\nOkavi Garments,Mo\n"))
    okavi = next(one for one in records.list_records(ws, "company") if one.title == "Okavi Garments")
    text = f"from_company,to_company,kind\nHAI AM SEAFOOD,{okavi.id},Shared audits\nOkavi Garments,Nobody Ltd,A port levy\n"
    plan = planned(ws, tmp_path, text, "relation")
    assert [(one.row, one.column, one.reason) for one in plan.remarks] == [(3, "to_company", "“Nobody Ltd” is not here yet. It was kept as a note.")]
    taken_in(ws, plan)
    tied = {(edge.a_name, edge.b_name) for edge in relation_map(ws).edges}
    assert tied == {("Hải Âm Seafood", "Okavi Garments")}
    levy = next(one for one in records.list_records(ws, "relation") if "levy" in one.title)
    assert records.sheet(ws, levy.id).sheet.get("to_company").note == "In the list: Nobody Ltd"


def test_the_relation_map_is_filtered_without_accents(ws: Workspace, tmp_path: Path) -> None:
    taken_in(ws, planned(ws, tmp_path, "name,place\nHải Âm Seafood,Lan\nØstby Garments,Mo\nKilim,Mo\n"))
    taken_in(ws, planned(ws, tmp_path, "from_company,to_company,kind\nHải Âm Seafood,Kilim,Audits\nØstby Garments,Kilim,Levy\n", "relation"))
    assert [edge.a_name for edge in narrowed(relation_map(ws), "ostby", (), ()).edges] == ["Østby Garments"]


def test_of_two_of_one_name_a_list_means_the_older_one(ws: Workspace, tmp_path: Path) -> None:
    two = [NewRecord(answers={"name": Answer.of("Okavi")})] * 2
    first, _ = create_many(ws, "company", two).created
    taken_in(ws, planned(ws, tmp_path, "Company,Name\nOkavi,Ana Weber\n", form="contact"))
    (contact,) = records.list_records(ws, "contact")
    assert contact.about == first
    alike = planned(ws, tmp_path, "name,website\nOKAVI Ltd,okavi.example\n").lookalikes
    assert [one.of for one in alike] == [first]
