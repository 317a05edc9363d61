"""The words of our profile: contexts, codes of the catalogue with their English names, and languages."""

VC = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

BADGE_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
ENDORSEMENT_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"
CLR_SCHEMA = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"

KINDS = {"micro-credential": "MicroCredential", "course": "Course"}

ASSESSMENTS = {
    "written-exam": "Written examination",
    "practical-exam": "Practical examination",
    "project": "Project",
    "portfolio": "Portfolio",
    "continuous": "Continuous assessment",
    "mixed": "Several forms of assessment",
}

PARTICIPATIONS = {"online": "Online", "physical": "On site", "hybrid": "Online and on site"}

SUPERVISIONS = {
    "unsupervised": "Unsupervised",
    "supervised": "Supervised, no identity check",
    "supervised-identified": "Supervised, with identity check",
}

# The languages of the Eighth Schedule of the Constitution, English, and two more in which courses are taught.
LANGUAGES = {
    "assamese": "as", "bengali": "bn", "bodo": "brx", "dogri": "doi", "english": "en", "gujarati": "gu", "hindi": "hi",
    "kannada": "kn", "kashmiri": "ks", "konkani": "kok", "maithili": "mai", "malayalam": "ml", "manipuri": "mni",
    "marathi": "mr", "nepali": "ne", "odia": "or", "punjabi": "pa", "sanskrit": "sa", "santali": "sat", "sindhi": "sd",
    "tamil": "ta", "telugu": "te", "urdu": "ur", "french": "fr", "german": "de",
}  # fmt: skip


def language_tag(language: str) -> str | None:
    """Return the tag (BCP 47) of a language by its English name, or None where the name isn't known here."""
    return LANGUAGES.get(language.strip().casefold())


def schema_entry(url: str) -> dict[str, str]:
    """Return the `credentialSchema` entry that names a JSON Schema of 1EdTech."""
    return {"id": url, "type": "1EdTechJsonSchemaValidator2019"}
