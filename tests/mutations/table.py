"""Small faults that honest hands make, and what the checks must say of each.

A fault replaces `old` by `new` once in a file of `sources/`; the rule must point at the line where
the two differ first, or, where `at` is given, at the first line that holds it (in `where`, if that
is another file). `also` names the rules that rightly find the same fault from another side.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One fault and the finding it must give; without `new`, the whole file goes away."""

    rule: str
    file: str
    old: str
    new: str | None
    at: str = ""
    where: str = ""
    also: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.rule}-{self.file}-{self.old[:20]!r}"


GAIA = "zooms/grenoble-gaia.md"
NANTES = "sheets/nantes.yaml"
CHAMP = "chapters/champ-1.md"
GOUVERNANCE = "chapters/gouvernance.md"
FACTS = "facts/gaia.yaml"
ELUS = "tables/elus-referents.yaml"
CARTE = "figures/carte-metropoles.yaml"
ROLLAND = "testimonials/johanna-rolland.md"
BOOK = "publication.yaml"
HEAD = "Les articles L5217-2"
END = "illustration.\n"
ADDRESS = "    reason: >-\n      L'adresse"
TWICE = """\
  - {id: nantes-zoom.marches, value: 8512, unit: marchés, label: marchés, as_of: "2015"}
  - {id: nantes-zoom.marches-2018, value: 8512, unit: marchés, label: marchés, as_of: "2018"}
"""

SOURCES = (
    Fault("SRC003", BOOK, "subtitle: Cadres et", "subtitle: Cadres : et"),
    Fault("SRC003", NANTES, "{value: 24, published", "{value: 24, published: {"),
    Fault("SRC004", GAIA, "---\nid:", "id:"),
    Fault("SRC005", GAIA, "metropole: grenoble\n", "metropol: grenoble\n"),
    Fault("SRC005", FACTS, "label: montants", "lable: montants"),
    Fault("SRC006", ROLLAND, "speaker: Johanna Rolland\n", "", at="id: quote"),
    Fault("SRC007", NANTES, "{value: 639000,", "{value: six cent mille,"),
    Fault("SRC007", CHAMP, "kind: action", "kind: actoin"),
    Fault("SRC007", BOOK, 'date: "2019-07"', 'date: "juillet 2019"'),
    Fault("SRC008", FACTS, "id: gaia.fines.emplois", "id: gaia.fines.engages"),
    Fault("SRC009", GAIA, "id: zoom-grenoble-gaia", "id: zoom-grenoble-gaya", also=("LEX005",)),
    Fault("SRC010", GOUVERNANCE, "**« chef de", "<b>« chef de"),
    Fault("SRC010", GOUVERNANCE, "::: {include=quote-cyrille-moreau}\n:::\n",
          "::: {include=quote-cyrille-moreau}\n", at="include=quote-cyrille-moreau"),
    Fault("SRC012", GAIA, "metropole: grenoble\n", "metropole: grenobles\n"),
    Fault("SRC013", NANTES, "source: avise-rtes-2019", "source: avise-rtes-2109"),
    Fault("SRC014", BOOK, "section: sec-introduction", "section: sec-introdution"),
    Fault("SRC015", BOOK, "  - section: sec-introduction\n", "", at="id: sec-introduction",
          where="chapters/introduction.md", also=("REF003", "LEX003")),
    Fault("SRC016", ROLLAND, "mode: reported", "mode: verbatim"),
    Fault("SRC017", "chapters/couverture.md", "title: Couverture\n---\n",
          "title: Couverture\n---\n\nUn mot de trop.\n", at="Un mot de trop"),
)  # fmt: skip

REFERENCES = (
    Fault("REF001", CHAMP, "(#zoom-", "(#zom-"),
    Fault("REF001", NANTES, "[](#quote-johanna-rolland)", "[](#quote-johana-rolland)"),
    Fault("REF002", GOUVERNANCE, "include=quote-cyrille-moreau", "include=quote-cirille-moreau"),
    Fault("REF004", NANTES, "[](#quote-johanna-rolland)", "[](#sheet-nantes)"),
    Fault("REF005", GOUVERNANCE, "include=quote-nicole-miquel-belaud",
          "include=quote-cyrille-moreau", also=("REF006", "REF003")),
    Fault("REF006", CHAMP, "::: {include=zoom-grenoble-gaia}\n:::\n", "", at="id: zoom-",
          where=GAIA, also=("REF003",)),
    Fault("REF007", CHAMP, "kind: action\n", "kind: action\nsee_also: [sheet-nante]\n"),
    Fault("REF008", GOUVERNANCE, HEAD, f"Le [site](htps://rtes.fr). {HEAD}", also=("TYP002",)),
    Fault("REF009", GOUVERNANCE, END, f"{END}Voir aussi [](#sheet-rouen).\n",
          at="aussi [](#sheet-rouen)"),
    Fault("REF010", NANTES, "[](#quote-johanna-rolland)", "[le tableau](#quote-johanna-rolland)"),
    Fault("REF011", GOUVERNANCE, "structurant.", "structurant[^guide]."),
    Fault("REF012", GOUVERNANCE, END, f"{END}\n[^guide]: Un guide, 2018.\n", at="[^guide]"),
    Fault("REF014", "bibliography.yaml", "entries:\n",
          "entries:\n  - {id: guide-perdu, type: book, title: Un guide perdu}\n",
          at="id: guide-perdu"),
    Fault("REF015", GOUVERNANCE, "[](#sec-co-construction)", "(#sec-co-construction)"),
    Fault("REF016", GOUVERNANCE, "- les citoyens.\n",
          "- les citoyens.\n\n> ::: {include=quote-cyrille-moreau}\n> :::\n",
          at="> ::: {include", also=("REF005",)),
    Fault("REF019", GOUVERNANCE, "Cette concertation peut",
          "Un [appel à projets](#zoom-lille-evaluation) l'ouvre. Cette concertation peut"),
    Fault("REF019", "chapters/maillage.md", "[Rennes Métropole](#sheet-rennes)",
          "[Rennes Métropole](#sheet-tours)"),
    Fault("REF020", "chapters/cadres.md", "[](#tbl-elus-referents)", "tableau 1",
          also=("REF017",)),
    Fault("REF017", "chapters/introduction.md", "Bien des métropoles n'avaient",
          "Bien des métropoles (voir [](#fig-documents-cadres)) n'avaient"),
    Fault("REF018", "chapters/maillage.md", " (voir\n[](#fig-population-densite)).", ".",
          at="id: fig-population-densite", where="figures/population-densite.yaml"),
    Fault("REF018", "chapters/cadres.md", "(voir [](#tbl-periodes-plans) et ", "(voir ",
          at="id: tbl-periodes-plans", where="tables/periodes-plans.yaml"),
)  # fmt: skip

FIGURES = (
    Fault("FIG001", CARTE, "generator: map", "file: carte.png", also=("FIG011",)),
    Fault("FIG004", CARTE, "alt: >-\n", "description: >-\n", at="id: fig-carte"),
    Fault("FIG007", CARTE, "generator: map\n", "", at="id: fig-carte"),
    Fault("FIG009", CARTE, "width: full\n", "width: full\ndecorative: true\n"),
    Fault("FIG011", CARTE, "generator: map", "generator: mpa"),
    Fault("FIG011", "figures/toulouse-intervention.yaml", "[emergence, creation]",
          "[emergence, creatoin]", at="  nodes:"),
    Fault("NUM001", "figures/toulouse-intervention.yaml", "toulouse-adress.porteurs",
          "toulouse-adress.porteur", at="{fact: toulouse-adress.porteur}",
          also=("NUM006",)),
)  # fmt: skip

NUMBERS = (
    Fault("NUM001", GAIA, "[49 entreprises]{fact=gaia.fines.entreprises}",
          "[49 entreprises]{fact=gaia.fines.entreprise}"),
    Fault("NUM001", GAIA, "{fact: gaia.fines.engages,", "{fact: gaia.fine.engages,"),
    Fault("NUM002", GAIA, "[49 entreprises]", "[49 entreprises sur 60]"),
    Fault("NUM003", GAIA, "[49 entreprises]", "[59 entreprises]"),
    Fault("NUM003", GAIA, "[1,7 million d'euros]", "[1,7 milliard d'euros]"),
    Fault("NUM003", GAIA, "[sept structures]", "[huit structures]"),
    Fault("NUM003", FACTS, "value: 240000", "value: 204000", at="[240 000 euros]", where=GAIA,
          also=("NUM011",)),
    Fault("NUM003", ELUS, "{key: nice, statut: ring,", "{key: nice, statut: half,",
          at="[quinze élues et élus]", also=("TAB009",)),
    Fault("NUM003", "sheets/rennes.yaml", "[en cours d'élaboration]", "[en cours d'adoption]"),
    Fault("NUM003", "chapters/champ-6.md", "[chaque année]", "[tous les trois ans]"),
    Fault("NUM003", NANTES, "communes: {value: 24,", "communes: {value: 42,",
          at="[24 communes]", also=("NUM011",)),
    Fault("NUM004", GAIA, "[Près de 450 emplois]", "[Plus de 450 emplois]"),
    Fault("NUM004", NANTES, "[plus de 36 000 salariés]", "[36 000 salariés]"),
    Fault("NUM005", GAIA, "[33 %]", "[33 €]"),
    Fault("NUM005", "sheets/toulon.yaml", "[200 km de littoral]", "[200 ha de littoral]"),
    Fault("NUM007", "facts/toulon-insertion.yaml", "value: 217, unit", "value: 271, unit",
          at="id: toulon.insertion.part-qpv", also=("NUM003", "NUM011")),
    Fault("NUM009", "facts/kaleidoscoop.yaml", "value: 2800", "value: 3800",
          at="id: kaleidoscoop.surface", also=("NUM003", "NUM011")),
    Fault("NUM006", GAIA, "[84 structures]{fact=gaia.labo.annuaire}", "De nombreuses structures",
          at="id: gaia.labo.annuaire", where=FACTS),
    Fault("NUM010", GAIA, "[84 structures]{fact=gaia.labo.annuaire}", "84 structures",
          also=("NUM006",)),
    Fault("NUM010", GAIA, "Depuis\n2018, l'association", "Depuis\n2018, douze associations"),
    Fault("NUM017", "facts/nantes-zoom.yaml", "facts:\n", f"facts:\n{TWICE}",
          at="id: nantes-zoom.marches-2018", also=("NUM006",)),
    Fault("NUM018", NANTES, "[2 819 établissements employeurs]{fact=nantes.ess.etablissements}",
          "2 918 établissements employeurs de l'ESS"),
    Fault("NUM018", "sheets/strasbourg.yaml", "aucune n'est\n  propre à l'Eurométropole.",
          "aucune n'est\n  propre à ses 34 communes."),
    Fault("NUM019", "sheets/bordeaux.yaml", "En 2018, l'économie", "En 2016, l'économie"),
    Fault("NUM020", NANTES, "{fact=nantes.communes}", "{fact=rouen.communes}",
          also=("NUM003",)),
    Fault("NUM021", "figures/population-densite.yaml", "caption: >-\n",
          "caption: >-\n  Nantes est la plus dense des métropoles présentées.\n", at="est la plus"),
    Fault("NUM022", "facts/fiche-bordeaux.yaml", "label: sorties vers l'emploi",
          "label: sorties vers le marché régional de l'emploi"),
    Fault("NUM011", FACTS, "published: 49 entreprises", "published: 94 entreprises",
          at="id: gaia.fines.entreprises"),
    Fault("NUM012", "facts/gaia.yaml", "value: 33\n", "value: 133\n",
          at="gaia.fines.part-qpv,", where=GAIA, also=("NUM003", "NUM011")),
    Fault("NUM013", "boxes/territoire-french-impact.md", " of: french-impact.collectifs,", ""),
    Fault("NUM014", GAIA, 'date: "1998", text: création', 'date: "1989", text: création'),
    Fault("NUM015", GAIA, "En 2017, [1,7", "En 2071, [1,7", also=("NUM019",)),
)  # fmt: skip

WORDS = (
    Fault("TYP001", GOUVERNANCE, "« capital\nterritorial »", '"capital\nterritorial"'),
    Fault("TYP002", GAIA, "(RSE) ; les", "(RSE); les"),
    Fault("TYP003", GAIA, "« Fonds de confiance »", "«Fonds de confiance »"),
    Fault("TYP004", GOUVERNANCE, "parle à ce propos", "parle à à ce propos"),
    Fault("TYP005", GAIA, "[50 %]", "[50%]"),
    Fault("TYP006", GAIA, "[1,7 million", "[1.7 million", also=("NUM003",)),
    Fault("TYP007", GAIA, "[240 000 euros]", "[240000 euros]"),
    Fault("TYP008", GOUVERNANCE, "Cette concertation", "Au XIXème siècle, cette concertation"),
    Fault("TYP009", GOUVERNANCE, "Parce qu'elles animent", "Etant donné qu'elles animent"),
    Fault("TYP010", GAIA, "informatique, etc.", "informatique, etc..."),
    Fault("TYP011", GOUVERNANCE, "propos de", "propos , de"),
    Fault("TYP012", GOUVERNANCE, "(CGCT) fixent", "(CGCT fixent"),
    Fault("TYP014", GOUVERNANCE, "Cette concertation peut", "Cette oeuvre peut"),
    Fault("TYP015", GOUVERNANCE, "Cette concertation peut", "Sur 10 km2, cette concertation peut",
          also=("NUM010",)),
    Fault("TYP017", GOUVERNANCE, "structurant.\n", "structurant.Il s'impose.\n"),
    Fault("TYP019", GOUVERNANCE, "éventail de partenaires", "éventail  de partenaires"),
    Fault("TYP019", CARTE, "alt: >-\n", "alt: >-\n  Une  carte.\n", at="  Une  carte"),
    Fault("TYP020", GOUVERNANCE, "Cette concertation peut",
          "Au 21e siècle, cette concertation peut"),
    Fault("TYP020", GOUVERNANCE, "Cette concertation peut",
          "Aux XIXe et 20ème siècles, cette concertation peut"),
    Fault("TYP021", "sheets/lille.yaml", "2015-2020", "2015–2020"),
    Fault("TYP022", GOUVERNANCE, "Cette concertation peut", "Cette concertation –élargie – peut"),
    Fault("TYP024", GOUVERNANCE, "Cette concertation peut", "Or,, cette concertation peut"),
    Fault("TYP025", GOUVERNANCE, "L'ESS et l'innovation sociale", "L' ESS et l'innovation sociale"),
    Fault("TYP026", GOUVERNANCE, "Cette concertation peut", "Cette concertation (p.12) peut"),
    Fault("TYP027", "sheets/toulon.yaml", "[200 km de littoral]", "[200 Kms de littoral]",
          also=("NUM005",)),
    Fault("TYP023", GOUVERNANCE, "Cette concertation peut", "Cette concertation peut- être"),
    Fault("LEX001", NANTES, "les Ecossolies, pôle", "les Ecosolies, pôle"),
    Fault("LEX002", GOUVERNANCE, "L'ESS et l'innovation sociale", "L'ESS, le PTCZ et l'innovation"),
    Fault("LEX003", GOUVERNANCE, "Code général des collectivités territoriales (CGCT)", "CGCT"),
    Fault("LEX006", GOUVERNANCE, "Cette concertation", "Cette concertatoin"),
    Fault("LEX006", GAIA, "création de GAIA", "craétion de GAIA"),
    Fault("LEX006", NANTES, "grande variété", "grande varieté"),
    Fault("LEX006", CARTE, "alt: >-\n", "alt: >-\n  Une cartte.\n", at="  Une cartte"),
    Fault("LEX006", ELUS, "Vice-Président en charge de l'emploi",
          "Vice-Président en charge de l'emlpoi"),
    Fault("LEX006", ROLLAND, "function: Présidente", "function: Présidentte"),
    Fault("LEX006", "boxes/scic.md", "bien commun\n", "bien comun\n"),
    Fault("LEX006", GAIA, "label: engagés", "label: angagés"),
    Fault("LEX005", NANTES, "Nantes Métropole s'est", "Nantes-Métropole s'est"),
)  # fmt: skip

DATA = (
    Fault("IDN001", NANTES, "density: {value: 1221,", "density: {value: 1521,",
          also=("NUM003", "NUM011")),
    Fault("IDN001", NANTES, "area: {value: 523.36", "area: {value: 623.36", at="density:",
          also=("NUM003", "NUM011")),
    Fault("IDN002", NANTES, "44923 Nantes", "4492 Nantes", at="  - 2 cours"),
    Fault("IDN003", NANTES, "[nantesmetropole.fr]", "[www.nantesmetropole.fr/]"),
    Fault("IDN008", "sheets/aix-marseille.yaml", "metropole: aix-marseille\n",
          "metropole: aix-marseille\nshares_page: true\n", at="shares_page"),
    Fault("TAB001", ELUS, "statut: full, delegation: Conseillère métropolitaine en",
          "statut: full, delegaton: Conseillère métropolitaine en", at="delegaton:",
          also=("TAB002",)),
    Fault("TAB002", ELUS, "{key: dijon, statut: dotted, delegation: Non renseigné}",
          "{key: dijon, statut: dotted}"),
    Fault("TAB003", ELUS, "{key: dijon,", "{key: dijn,"),
    Fault("TAB004", ELUS, "{key: dijon,", "{key: nancy,", at="{key: nancy, statut: dotted, "
          "delegation: Non renseigné}\n  - {key: orleans"),
    Fault("TAB005", ELUS, "{key: dijon, statut: dotted", "{key: dijon, statut: doted",
          also=("NUM003",)),
    Fault("TAB006", ELUS, "column: statut, equals: [full, half]}",
          "column: status, equals: [full, half]}", also=("NUM003", "TAB009")),
    Fault("ACC001", GAIA, "## Le Labo des partenariats", "#### Le Labo des partenariats"),
    Fault("ACC002", NANTES, "[](#quote-johanna-rolland)", "[ici](#quote-johanna-rolland)"),
    Fault("ACC003", GAIA, "[B to B]{lang=en}", "[B to B]{lang=anglais}"),
    Fault("CHK001", "waivers.yaml", f"key: sheet-rouen\n{ADDRESS}", f"key: sheet-rouan\n{ADDRESS}",
          at="rule: IDN002", also=("IDN002",)),
    Fault("CHK003", "waivers.yaml", "rule: IDN002", "rule: IDN022", also=("IDN002",)),
    Fault("CHK004", "waivers.yaml", f"sheets/rouen.yaml\n    key: sheet-rouen\n{ADDRESS}",
          f"sheets/rouan.yaml\n    key: sheet-rouen\n{ADDRESS}",
          also=("IDN002",)),
)  # fmt: skip

FAULTS = (*SOURCES, *REFERENCES, *FIGURES, *NUMBERS, *WORDS, *DATA)
