"""What the columns of lists of companies and of contacts are called, in the languages such lists come in → the question of their form.

Sources: for German, Thai and Vietnamese the words with which the open translations of Dolibarr name a company's name, country, town, address, web
site and staff (`htdocs/langs/…/companies.lang`: CompanyName, Company, Country, Town, Address, Web, Workforce, Staff); beside them, and for the other
languages, the ordinary words for the same things. Numbers of national registers are left out: the form has no question for them, and an LEI is no
such number. A suggestion only: each column is shown and a person can say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ctip_desktop.interop.values import fold

_COMPANY: Mapping[str, tuple[str, ...]] = {
    "name": (
        "company, company name, legal name, facility, facility name, factory, factory name, supplier, supplier name, organisation, organization",
        "Firma, Firmenname, Name der Firma, Unternehmen, Unternehmensname, Lieferant, Betrieb",
        "entreprise, société, raison sociale, dénomination sociale, nom de l'entreprise, nom de la société, fournisseur, nom",
        "empresa, nombre, nombre de la empresa, razón social, compañía, proveedor, nome da empresa, razão social, fornecedor, nome",
        "ragione sociale, azienda, bedrijf, bedrijfsnaam, nama perusahaan, perusahaan, nama syarikat, название компании, компания",
        "tên công ty, công ty, tên doanh nghiệp, doanh nghiệp, nhà cung cấp",
        "ชื่อบริษัท, ชื่อ บริษัท, บริษัท, ชื่อนิติบุคคล, ชื่อสถานประกอบการ, ผู้ผลิต",
        "ឈ្មោះក្រុមហ៊ុន, ក្រុមហ៊ុន, ຊື່ບໍລິສັດ, ບໍລິສັດ, 公司名称, 公司名稱, 企业名称, 企業名稱, 公司, 会社名, 企業名, 회사명, 업체명",
    ),
    "local_name": ("local name, name in local language, native name, original name, name in the local script",),
    "country": (
        "country name, country code, Land, Staat, pays, país, paese, negara, quốc gia, nước, ประเทศ, ប្រទេស, ປະເທດ, страна",
        "国家, 國家, 国, 국가, البلد",
    ),
    "place": (
        "city, town, location, municipality, Stadt, Ort, Standort, ville, commune, localité, ciudad, localidad, municipio, cidade, città, plaats",
        "kota, thành phố, tỉnh, tỉnh thành, เมือง, จังหวัด, ទីក្រុង, ខេត្ត, ເມືອງ, город, 城市, 市, 도시",
    ),
    "address": (
        "street address, full address, Adresse, Anschrift, Straße, adresse postale, dirección, domicilio, endereço, morada, indirizzo, adres, alamat",
        "địa chỉ, ที่อยู่, ที่ตั้ง, អាសយដ្ឋាន, ທີ່ຢູ່, адрес, 地址, 住所, 所在地, 주소, العنوان",
    ),
    "sector": (
        "industry, line of business, business type, Branche, Wirtschaftszweig, secteur, secteur d'activité, activité, sector económico, rubro, giro",
        "setor, ramo de atividade, settore, sector van activiteit, sektor, industri, bidang usaha, ngành, ngành nghề, lĩnh vực",
        "ประเภทธุรกิจ, อุตสาหกรรม, ภาคธุรกิจ, វិស័យ, ຂະແໜງ, отрасль, 行业, 行業, 产业, 產業, 業種, 업종, القطاع",
    ),
    "website": (
        "url, web, web site, web page, homepage, home page, Webseite, Internet, Internetseite, site web, site internet, sitio web, página web",
        "sito web, situs web, laman web, trang web, เว็บไซต์, เว็บ, គេហទំព័រ, ເວັບໄຊ, сайт, 网站, 網站, 网址, ウェブサイト, 웹사이트, 홈페이지",
    ),
    "staff": (
        "employees, number of employees, number of workers, workers, headcount, workforce, Mitarbeiter, Mitarbeiter/innen, Mitarbeiterzahl",
        "Anzahl Mitarbeiter, Beschäftigte, Zahl der Beschäftigten, effectif, effectifs, salariés, nombre de salariés, nombre d'employés, empleados",
        "número de empleados, trabajadores, número de trabajadores, funcionários, número de funcionários, dipendenti, medewerkers, jumlah karyawan",
        "số lao động, số nhân viên, nhân viên, จำนวนพนักงาน, พนักงาน, จำนวนคนงาน, บุคลากร, ចំនួនបុគ្គលិក, число сотрудников, 员工人数, 員工人數",
        "従業員数, 직원수, 종업원수",
    ),
    "size": ("company size, size class, Unternehmensgröße, Betriebsgröße, taille de l'entreprise, tamaño, tamaño de la empresa, quy mô",),
    "notes": (
        "note, remark, remarks, comment, comments, Bemerkung, Bemerkungen, Anmerkung, Anmerkungen, Notiz, Notizen, Kommentar, Hinweis, Hinweise",
        "remarque, remarques, commentaire, commentaires, observation, observations, observación, observaciones, nota, notas, comentario, comentarios",
        "observação, observações, opmerking, opmerkingen, catatan, keterangan, ghi chú, หมายเหตุ, ចំណាំ, ໝາຍເຫດ, примечание, комментарий",
        "备注, 備註, 備考, 비고, ملاحظات",
    ),
    "lei": ("lei code, legal entity identifier, código lei, code lei, mã lei",),
}

_CONTACT: Mapping[str, tuple[str, ...]] = {
    "name": (
        "contact, contact name, contact person, person, full name, Ansprechpartner, Ansprechperson, Kontakt, Vollständiger Name, nom, nom complet",
        "personne de contact, nom et prénom, nombre, nome, nama, tên, nombre completo, persona de contacto",
        "nome completo, pessoa de contato, nominativo, contactpersoon",
        "nama lengkap, narahubung, họ tên, họ và tên, người liên hệ, ชื่อ, ชื่อ-นามสกุล, ผู้ติดต่อ, ឈ្មោះ, ຊື່, имя, контактное лицо",
        "姓名, 联系人, 聯絡人, 氏名, 担当者, 성명, 담당자, الاسم",
    ),
    "job": (
        "role, position, job title, function, title, post, Funktion, Stellung, Aufgabe, Rolle, Berufsbezeichnung, poste, fonction, rôle",
        "cargo, puesto, función, rol, função, ruolo, mansione, functie, jabatan, posisi, chức vụ, chức danh, vị trí, ตำแหน่ง, មុខតំណែង, ຕຳແໜ່ງ",
        "должность, 职位, 職位, 职务, 職務, 役職, 직책, 직위, المنصب",
    ),
    "unit": (
        "department, division, team, section, Abteilung, Bereich, service, département, departamento, área, reparto, afdeling, departemen, bagian",
        "phòng ban, bộ phận, แผนก, ฝ่าย, ផ្នែក, ພະແນກ, отдел, 部门, 部門, 部署, 부서, القسم",
    ),
    "phone": (
        "telephone, tel, mobile, mobile phone, cell phone, whatsapp, Telefon, Telefonnummer, Handy, Mobil, téléphone, portable, teléfono, móvil",
        "celular, telefone, telemóvel, telefono, cellulare, telefoon, telepon, hp, điện thoại, số điện thoại, โทรศัพท์, เบอร์โทร, ទូរស័ព្ទ, ໂທລະສັບ",
        "di động, телефон, 电话, 電話, 手机, 手機, 電話番号, 전화, 전화번호, الهاتف",
    ),
    "email": (
        "e mail, mail, email address, mail address, E-Mail-Adresse, courriel, adresse électronique, correo, correo electrónico, posta elettronica",
        "surel, thư điện tử, อีเมล, អ៊ីមែល, ອີເມວ, эл почта, электронная почта, 电子邮件, 邮箱, 電子郵件, メール, 이메일, البريد الإلكتروني",
    ),
}


def _folded(names: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    return MappingProxyType({fold(name): question for question, lines in names.items() for line in lines for name in line.split(",")})


QUESTION_OF: Mapping[str, Mapping[str, str]] = MappingProxyType({"company": _folded(_COMPANY), "contact": _folded(_CONTACT)})
"""Form → a heading as `fold` leaves it → the name of the question."""
