"""Made-up conflict news with known names: sentences of our own writing whose slots are filled at random.

They teach the entity head what the corpora lack: armed groups and units, transliterated names, districts,
rivers, facilities, and the difference between GPE, LOC, FAC and NORP. Nothing in them is real.
"""
import random
import tomllib
from pathlib import Path

from .corpora import Document, Sentence
from .labels import O_MASK, entity_mask
from .names import CITIES
from .tokenise import words_of

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def _listed(table):
    """Names and aliases of the actors of a resource table that are written as names."""
    rows = tomllib.loads((RESOURCES / "actors" / table).read_text(encoding="utf-8"))["actors"]
    names = [n for r in rows for n in [r["name"], *r.get("aliases", ())]]
    return [n for n in names if n[:1].isupper() or n.startswith("al-")]


CONFLICT = set("IQ SY YE LY SD SS SO ET ML NE NG BF CF CD AF PK UA RU PS IL LB MM PH CO MX HT MZ CM TD TR IR EG SA KE".split())
TOWNS = [c["name"] for c in CITIES if c["countrycode"] in CONFLICT and len(c["name"].split()) < 4][:5000]
WORLD = [c["name"] for c in CITIES[:1500] if len(c["name"].split()) < 4]

COUNTRY = """Iraq Syria Yemen Libya Sudan Ukraine Russia Turkey Iran Israel Lebanon Jordan Egypt Somalia Ethiopia Kenya Mali Niger
Nigeria Chad Cameroon Mozambique Afghanistan Pakistan India Myanmar Colombia Mexico Haiti France Germany Britain China Qatar Kuwait
Armenia Azerbaijan Georgia Belarus Poland Bahrain Rwanda Uganda Burundi Eritrea|South Sudan|Saudi Arabia|the United States|the US|the
U.S.|United Kingdom|the UK|Burkina Faso|Democratic Republic of Congo|the Philippines|Central African Republic|North Korea|United Arab
Emirates|Washington|Moscow|Kyiv|Ankara|Tehran|Baghdad|Damascus|Khartoum|Brussels|Tel Aviv|Riyadh|Nineveh|Anbar|Kurdistan|Crimea|Kordofan""".replace("\n", " ")
REGION = """Tigris|Euphrates|Tigris River|Dnipro|Dnipro River|River Niger|Nile|Blue Nile|Red Sea|Black Sea|Gulf of Aden|Mediterranean|
Gulf|Sahel|Middle East|Horn of Africa|Lake Chad|Sinai|Golan Heights|Nineveh Plains|Sinjar Mountains|Mount Sinjar|Hindu Kush|Bekaa Valley|
Strait of Hormuz|Bab al-Mandab Strait|Donbas|Sahara|Levant|Europe|Africa|West Africa|East Africa|North Africa|Asia|Central Asia|
Caucasus|Balkans|Jabal al-Zawiya|Hamrin Mountains|Tora Bora|Swat Valley|Aegean Sea|Persian Gulf|Arabian Peninsula|Siverskyi Donets|
Zagros Mountains|Mandara Mountains|Jebel Marra|Orontes|Khabur River|Sambisa Forest|Euphrates Valley""".replace("\n", "")
GROUP = """Islamic State|Islamic State group|IS|ISIS|ISIL|Daesh|al-Qaeda|al-Qaida|Al Qaeda|al-Nusra Front|Jabhat al-Nusra|
Hayat Tahrir al-Sham|HTS|Ahrar al-Sham|Jaysh al-Islam|Free Syrian Army|FSA|Syrian Democratic Forces|SDF|YPG|PKK|Kurdistan Workers' Party|
Peshmerga|Hezbollah|Hizbullah|Hamas|Islamic Jihad|Houthis|Ansar Allah|al-Shabaab|al-Shabab|Boko Haram|ISWAP|JNIM|Ansar Dine|
Lord's Resistance Army|M23|ADF|Allied Democratic Forces|Taliban|Haqqani network|TTP|Tehrik-e-Taliban Pakistan|Lashkar-e-Taiba|
Abu Sayyaf|Maute group|New People's Army|FARC|ELN|National Liberation Army|Sinaloa Cartel|Wagner|Wagner Group|Azov|Azov Brigade|
Rapid Support Forces|RSF|Sudanese Armed Forces|Janjaweed|Popular Mobilisation Forces|Popular Mobilization Units|Hashd al-Shaabi|
Kataib Hezbollah|Asaib Ahl al-Haq|Badr Organisation|Badr Brigades|Mahdi Army|Saraya al-Salam|Libyan National Army|LNA|
Tigray People's Liberation Front|TPLF|Fano|Oromo Liberation Army|Arakan Army|Kachin Independence Army|Tatmadaw|Shining Path|
Revolutionary Guards|Islamic Revolutionary Guard Corps|IRGC|Quds Force|Qassam Brigades|al-Aqsa Martyrs' Brigades|Fatah|PLO|Seleka|
anti-balaka|Al-Mourabitoun|Khorasan Group|Liwa al-Tawhid|Faylaq al-Rahman|Donetsk People's Militia|Right Sector""".replace("\n", "")
UNIT = """Rapid Response Division|Rapid Response units|Counter Terrorism Service|CTS|Golden Division|Federal Police|Iraqi Army|Syrian Arab Army|
Syrian army|Republican Guard|Presidential Guard|Tiger Forces|National Guard|Border Guard|Israel Defense Forces|IDF|Shin Bet|Mossad|CIA|
Pentagon|NATO|Nato|US Central Command|CENTCOM|U.S. Army|US Marine Corps|Royal Air Force|Ukrainian Air Force|Black Sea Fleet|
African Union|AU|United Nations|UN|UNHCR|Unicef|UNICEF|OCHA|WHO|World Food Programme|Red Cross|ICRC|Red Crescent|Syrian Arab Red Crescent|
White Helmets|Doctors Without Borders|MSF|Human Rights Watch|Amnesty International|Syrian Observatory for Human Rights|SOHR|
Security Council|European Union|EU|Arab League|ECOWAS|Hamas-run health ministry|Interior Ministry|Defence Ministry|Ministry of Defence|
Defense Department|State Department|Foreign Ministry|Kremlin|White House|Parliament|Knesset|General Staff|Joint Operations Command|
Security Service of Ukraine|SBU|FSB|GRU|Unesco|UNESCO|International Criminal Court|Oxfam|Save the Children|Mercy Corps|Islamic Relief""".replace("\n", "")
AGENCY = """Reuters|AFP|Agence France-Presse|AP|Associated Press|the Associated Press|BBC|CNN|Al Jazeera|Al Arabiya|Rudaw|SANA|Interfax|
TASS|RIA Novosti|Anadolu|Anadolu Agency|Ukrinform|Xinhua|dpa|Bloomberg|the Guardian|the New York Times|the Washington Post|
Amaq|Amaq News Agency|Kurdistan 24|Al-Masirah|Al-Manar|IRNA|Fars News Agency|Radio Dabanga|Al Mayadeen|Dawn""".replace("\n", "")
DEMONYM = """Iraqi Syrian Yemeni Libyan Sudanese Ukrainian Russian Turkish Iranian Israeli Palestinian Lebanese Jordanian Egyptian Somali
Ethiopian Kenyan Malian Nigerian Chadian Cameroonian Afghan Pakistani Indian Burmese Colombian Mexican Haitian French German British Chinese
American Saudi Emirati Kurdish Arab Turkmen Yazidi Sunni Shiite Shia Christian Druze Alawite Assyrian Tuareg Fulani Hausa Rohingya
Congolese Rwandan Ugandan Eritrean Serbian Chechen Armenian Azerbaijani Georgian Tajik Uzbek Hazara Pashtun Baloch Tatar Western African
Muslim Jewish Filipino Indonesian Polish Canadian Australian Dutch Danish Spanish Italian Belgian""".split()
PEOPLE = """Iraqis Syrians Yemenis Libyans Ukrainians Russians Turks Iranians Israelis Palestinians Kurds Arabs Yazidis Sunnis Shiites Christians
Druze Alawites Turkmen Rohingya Afghans Pakistanis Americans Muslims Jews Fulani Tuaregs Somalis Nigerians Malians Assyrians""".split()
FIRST = """Mohammed Muhammad Mohamed Ahmed Ali Hassan Hussein Omar Khalid Khaled Yousef Ibrahim Mahmoud Mustafa Abdullah Abdul Karim Saad
Qais Hadi Haider Falah Talib Najim Raed Firas Bashar Walid Samir Tariq Nabil Fadi Ziad Rami Layla Fatima Zainab Amina Maryam Nadia Masoud
Nechirvan Barzan Sirwan Kamal Volodymyr Oleksandr Serhiy Andriy Iryna Oksana Valeriy Dmitry Sergei Igor Vladimir Yevgeny Nikolai Maria
Abiy Tadesse Haile Getachew Musa Ibrahim Goodluck Aisha Chidi Emeka Ngozi Amadou Ousmane Moussa Mamadou Bakary Juan Carlos Pedro Maria
Luis Jose Rodrigo Benigno Kofi Jean Pierre Francois Emmanuel Angela Hans John James Michael David Robert William Stephen Sarah Emily Anna
Ashton Patrick Christopher Kevin Daniel Lise Filippo Antonio Staffan Martin Jan Recep Mevlut Hulusi Suleyman Ehud Benjamin Yoav Avigdor
Aung Min Thant Zaw Narendra Imran Nawaz Hamid Ashraf Gulbuddin Mullah Haibatullah""".split()
LAST = """al-Baghdadi al-Mohammadawi al-Mohammedawi al-Abadi al-Maliki al-Sistani al-Sadr al-Amiri al-Jubouri al-Obeidi al-Saadi Rasool Yarallah
al-Assad al-Muallem Barzani Talabani Salih al-Zawahiri al-Julani al-Golani al-Adnani al-Houthi Hadi al-Ahmar Haftar Sarraj Burhan
Hemedti Dagalo al-Bashir Hassan Hussein Mahmoud Khalil Darwish Haddad Nasrallah Haniyeh Abbas Deif Sinwar Netanyahu Gantz Erdogan
Cavusoglu Akar Zelensky Zelenskiy Poroshenko Zaluzhny Kuleba Shevchenko Kovalenko Bondarenko Putin Lavrov Shoigu Prigozhin Ivanov
Petrov Kadyrov Ahmed Tessema Desalegn Buhari Jonathan Okafor Adeyemi Traore Keita Diallo Coulibaly Toure Santos Duterte Rodriguez
Gonzalez Hernandez Mattis Townsend Votel Dempsey Austin Smith Johnson Brown Miller Davis Wilson Taylor Clark Grande Guterres de Mistura
Pedersen Griffiths Macron Hollande Merkel Steinmeier Hlaing Tun Modi Khan Sharif Karzai Ghani Hekmatyar Akhundzada Mansour Shekau""".split()
TITLE = """President|Prime Minister|General|Gen.|Lt. Gen.|Lieutenant General|Brig. Gen.|Brigadier General|Maj. Gen.|Colonel|Col.|Lt. Col.|
Captain|Major|Sheikh|Foreign Minister|Defence Minister|Interior Minister|Governor|Mayor|Dr.|Mr.|Mr|Mrs|spokesman|spokeswoman|commander|
Army chief|police chief|rebel leader|envoy|Secretary-General|Ambassador|Senator|doctor|resident|shopkeeper|activist|lawmaker""".replace("\n", "")
SITE = ["{t} Museum", "{t} airport", "{t} International Airport", "al-Nuri Mosque", "Great Mosque of al-Nuri", "al-{l} hospital", "{l} Hospital",
        "Camp {l}", "{t} prison", "Abu Ghraib prison", "Highway {n}", "Fourth Bridge", "Iron Bridge", "Al-Hurriya Bridge", "{t} University",
        "{l} Square", "Tahrir Square", "{t} dam", "Haditha Dam", "{t} power station", "{t} refinery", "Baiji refinery", "Azovstal steel plant",
        "{l} Street", "Green Zone", "Imam {l} shrine", "Sayyida Zeinab shrine", "Church of St. {f}", "St. {f} Church", "Temple of Bel",
        "{t} castle", "Camp Speicher", "{t} Air Base", "Al-Tanf garrison", "Incirlik Air Base", "{t} railway station", "Port of {t}", "{t} bus station",
        "Rafah crossing", "{t} border crossing", "Zaatari camp", "al-Hol camp", "Jabalia refugee camp", "{l} market", "{t} stadium", "Villa {l}", "{l} monastery", "{t} bridge", "{l} bridge", "{l} corridor", "{l} camp", "{t} camp", "{l} shrine",
        "Hotel {l}", "{l} Hotel", "{l} education centre", "{t} steel works", "{l} air base", "{t} air base", "{t} crossing", "M{n} highway",
        "{l} Avenue", "{t} dam", "{l} barracks", "{t} checkpoint", "{l} school", "{t} oilfield", "{t} gas plant", "{l} Palace", "{l} Tower"]
MISC = """Operation Inherent Resolve|Operation Euphrates Shield|Operation Olive Branch|Operation Decisive Storm|Operation Barkhane|Operation Wrath of
 Euphrates|Ramadan|Eid al-Fitr|Arab Spring|Geneva Conventions|Minsk agreement|Minsk II|Oslo Accords|Resolution 2254|Kalashnikov|AK-47|
T-72|T-90|Javelin|HIMARS|Shahed-136|Shahed|Bayraktar TB2|Grad|Katyusha|Scud|Tomahawk|F-16|Su-34|MiG-29|Apache|Black Hawk|Humvee|
Iron Dome|Patriot|S-300|Novichok|World War Two|World Heritage|Koran|Quran|Twitter|Telegram|Facebook|Nobel Peace Prize|English|Arabic""".replace("\n", "")
LISTED_GROUPS, LISTED_BODIES = _listed("armed_groups.toml"), _listed("bodies.toml")
ORDINAL = "1st 2nd 3rd 4th 5th 9th 16th 15th 23rd 36th 51st 72nd 82nd 93rd 101st".split()
UNIT_KIND = ["Division", "Brigade", "Armoured Division", "Armored Brigade", "Infantry Division", "Airborne Division", "Mechanised Brigade", "Battalion", "Regiment"]
DISTRICT = """Gogjali Kokjali Karama Dawasa al-Dawasa Zanjili Intisar Hamdaniya Shaykh-Maqsud Salaheddin Bab al-Tebbaneh Jobar Douma Harasta Saltivka
Shujaiya Rimal Tuffah Sadr-City Karrada Zayouna Adhamiya Bulaq Omdurman Hodan Medina""".replace("\n", " ").split()

# <X> is a name of type X; {n} a number, {day} a day, {title} a title (not part of the name).
SENTENCES = """
<NORP> forces retook <FAC> in western <GPE> on {day}, a military spokesman said.
<ORG> fighters attacked a checkpoint near <GPE>, killing {n} soldiers, <AGENCY> reported.
{title} <PER> told <AGENCY> that troops had reached the <LOC>.
"We have liberated <GPE>," {title} <PER> of the <ORG> said.
<GPE> (<AGENCY>) - At least {n} people were killed when a car bomb exploded outside <FAC> in <GPE> on {day}.
<GPE>, <GPE> (<AGENCY>) - <NORP> warplanes struck positions of <ORG> along the <LOC>.
The <ORG> said it had shot down a <NORP> drone over the <LOC>.
<PER>, a <NORP> journalist, was abducted in <GPE> by members of <ORG>.
<ORG> claimed responsibility for the attack through its <AGENCY> outlet.
Thousands of <PEOPLE> fled <GPE> for <GPE> as <ORG> advanced on the city.
The <NORP> army and allied <NORP> militias have besieged <GPE> since {month}.
Clashes between <ORG> and <ORG> left {n} dead in the <DISTRICT> district of <GPE>.
<ORG> and <ORG> signed a ceasefire in <GPE>, <GPE>, on {day}.
<NORP> {title} <PER> met <PER> in <GPE> to discuss the truce.
The <UNIT> captured the <DISTRICT> neighbourhood and <FAC>, according to {title} <PER>.
{title} <PER>, commander of the <UNIT>, said the <FAC> was under full control.
A convoy of the <ORG> was ambushed on the road between <GPE> and <GPE>.
In <GPE>, residents said <NORP> shelling hit <FAC> and two houses.
<GPE> denied that its troops had crossed into <GPE>.
<GPE> said on {day} it would send more troops to <GPE>.
The <ORG> condemned the attack and called on <GPE> to investigate.
{n} <PEOPLE> and {n} <PEOPLE> were among the dead, <ORG> said.
<PER> said his family had not eaten for days. "<ORG> took everything," the {n}-year-old said.
According to <ORG>, more than {n} civilians have been displaced from <GPE> province since <MISC> began.
Fighters armed with <MISC> rifles stormed <FAC>.
A <MISC> missile fired from <GPE> landed near <GPE>.
<ORG> is fighting <ORG> for control of <GPE>, in the north of <GPE>.
<NORP>-led coalition aircraft carried out {n} strikes near <GPE> and <GPE>, <UNIT> said.
<NORP>-backed rebels of the <ORG> entered <GPE> from the east.
The <NORP> <ORG> has denied involvement.
The bodies of {n} <NORP> soldiers were handed over to the <ORG> at <FAC>.
<PER> and {title} <PER> arrived in <GPE> from <GPE>.
In a statement, <ORG> vowed revenge for the killing of <PER>.
<UNIT> snipers took up positions around <FAC>, an <AGENCY> correspondent reported.
{title} <PER> (<UNIT>) confirmed the death of <PER>.
The hospital in <GPE> received {n} wounded, a doctor there, <PER>, told <AGENCY> by telephone.
Protesters gathered in <FAC>, in central <GPE>, chanting against <PER>.
<ORG> militants in the <LOC> region killed {n} farmers in <GPE>.
<GPE>'s parliament voted to extend the mission of <ORG> in the <LOC>.
<GPE>'s {title} <PER> accused <GPE> of arming <ORG>.
Aid agencies including <ORG> and <ORG> warned of famine in <GPE>.
Satellite images showed damage to <FAC>, north of <GPE>.
<ORG>'s deputy leader, <PER>, was killed in a raid in <GPE>.
The town of <GPE>, on the banks of the <LOC>, has changed hands three times.
<UNIT> troops crossed the <LOC> at dawn and took <GPE> and <GPE>.
The <FAC> was hit twice overnight, {title} <PER> wrote on <MISC>.
Heavy fighting was reported in <GPE>, <GPE> and <GPE>.
<PER> was born in <GPE> and joined <ORG> in 2012.
Photo: <PER>/<AGENCY>
<GPE>: <ORG> RETREATS FROM <GPE>
<ORG> says it downed <NORP> jet near <GPE>
<NORP> rebels of the <ORG> ambushed a convoy near <GPE>.
<NORP> leader <PER> urged calm after the strike on <GPE>.
<NORP> students were among the victims of the attack on the <FAC>.
<NORP> women told their story to <ORG>.
The <ORG> boarded the cargo ship <MISC> in the <LOC>.
<NORP> separatists hijacked the <MISC> near <GPE>.
<PER> arrived in <GPE> to revive the <MISC>.
Tribesmen loyal to <PER> captured a hill overlooking <GPE>.
<NORP> special forces known as <ORG> ended the siege of the <FAC>.
Fighting reached <GPE>, the capital of <GPE> state.
<PER> survived an ambush near the <LOC>.
<ORG> took <GPE>, on the border with <GPE>, without a fight.
A suicide bomber killed {n} people outside <FAC>.
<ORG> leader <PER> was killed with <PER> near <FAC>.
{title} <PER> suspended the truce with <ORG>.
Police abandoned a station in <DISTRICT>, a suburb of <GPE>.
Thousands left by the <FAC> for <GPE>.
<FAC> suspended flights after shells landed near the runway.
Aid workers at <FAC> registered {n} new arrivals from <GPE>.
<ORG> agents seized a suspect in <GPE>, <AGENCY> said.
A nurse with <ORG> treated the wounded at a clinic in <GPE>.
Shells fell on <GPE> from across the <LOC>.
<ORG> fired <MISC> rockets at <FAC>.
<ORG>, a <NORP> militia, fought beside the army in <DISTRICT>.
"We lost everything," said <PER>, {n}, who fled <GPE> with her children.
Inspectors of the <ORG> reached <GPE> on {day}.
A <MISC> drone was shot down over the <DISTRICT> district, the <UNIT> said.
""".strip().split("\n")


def _pick(rng, text):
    return rng.choice([x.strip() for x in text.split("|") if x.strip()])


def _person(rng):
    roll = rng.random()
    if roll < 0.2:
        return rng.choice(LAST)
    if roll < 0.3:
        return f"Abu {rng.choice(FIRST)} {rng.choice(LAST)}"
    if roll < 0.4:
        return f"{rng.choice(FIRST)} {rng.choice(FIRST)} {rng.choice(LAST)}"
    if roll < 0.45:
        return f"{rng.choice(FIRST)} {rng.choice('ABCDEFGHJKLMNRSTW')}. {rng.choice(LAST)}"
    return f"{rng.choice(FIRST)} {rng.choice(LAST)}"


def _site(rng):
    return rng.choice(SITE).format(t=rng.choice(TOWNS), l=rng.choice(LAST).replace("al-", "").title(), f=rng.choice(FIRST), n=rng.randrange(1, 99))


def _unit(rng):
    if rng.random() < 0.5:
        return f"{rng.choice(ORDINAL)} {rng.choice(UNIT_KIND)}"
    return _pick(rng, UNIT)


COUNTRY_LIST = [x for part in COUNTRY.split("|") for x in ([part] if " " in part and not part.startswith("Iraq ") and len(part) < 40 else part.split())]


def _fill(rng, kind):
    """(name, entity type)"""
    if kind == "PER":
        return _person(rng), "PER"
    if kind == "ORG":
        roll = rng.random()
        if roll < 0.4:
            return rng.choice(LISTED_GROUPS), "ORG"
        if roll < 0.55:
            return rng.choice(LISTED_BODIES), "ORG"
        return (_pick(rng, GROUP) if roll < 0.8 else _pick(rng, UNIT)), "ORG"
    if kind == "UNIT":
        return _unit(rng), "ORG"
    if kind == "AGENCY":
        return _pick(rng, AGENCY), "ORG"
    if kind == "GPE":
        roll = rng.random()
        return (rng.choice(TOWNS) if roll < 0.5 else rng.choice(WORLD) if roll < 0.65 else rng.choice(COUNTRY_LIST)), "GPE"
    if kind == "DISTRICT":
        return rng.choice(DISTRICT).replace("-", " "), "LOC"
    if kind == "LOC":
        return _pick(rng, REGION), "LOC"
    if kind == "FAC":
        return _site(rng), "FAC"
    if kind == "NORP":
        return rng.choice(DEMONYM), "NORP"
    if kind == "PEOPLE":
        return rng.choice(PEOPLE), "NORP"
    return _pick(rng, MISC), "MISC"


def _sentence(rng):
    pattern = rng.choice(SENTENCES)
    pattern = (
        pattern.replace("{n}", str(rng.choice([2, 3, 5, 12, 17, 40, 150, 2000])))
        .replace("{day}", rng.choice("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()))
        .replace("{month}", rng.choice("January February March April June July August September October November".split()))
    )
    while "{title}" in pattern:
        pattern = pattern.replace("{title}", _pick(rng, TITLE), 1)
    text, spans = "", []
    while pattern:
        before, opened, rest = pattern.partition("<")
        text += before
        if not opened:
            break
        kind, _, pattern = rest.partition(">")
        name, label = _fill(rng, kind)
        article = name.startswith("the ")
        if article and text.rstrip().lower().endswith("the"):
            name, article = name[4:], False
        text += "the " if article else ""
        name = name[4:] if article else name
        spans.append((len(text), len(text) + len(name), label))
        text += name
    return text[:1].upper() + text[1:], spans


def sentence(rng):
    """One sentence: words and the allowed entity tags of each."""
    text, spans = _sentence(rng)
    words, mask = [], []
    for a, b in words_of(text):
        words.append(text[a:b])
        inside = next(((s, e, k) for s, e, k in spans if a >= s and b <= e), None)
        mask.append(entity_mask([inside[2]], a == inside[0]) if inside else O_MASK)
    return Sentence(words, {"entity": mask})


def documents(n, seed, group=6):
    rng = random.Random(seed)
    return [Document(f"templates-{i}", "templates", [sentence(rng) for _ in range(group)]) for i in range(n)]
