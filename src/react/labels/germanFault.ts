import type { ErrorText } from "./Labels.ts";

type GermanErrorText = Pick<ErrorText, "message" | "hint"> & {
	/** The English text says more than the code alone: it stands beneath, with the agent's own words. */
	readonly isShort?: true;
};

const ASK_AGAIN = "Sende die Eingabe noch einmal.";
const LOOK_AT_FILES = "Was der Agent bis dahin geändert hat, ist noch da.";

const GERMAN_ERRORS: Readonly<Record<NonNullable<ErrorText["code"]>, GermanErrorText>> = {
	invalid_argument: { message: "Der Workspace kann damit nichts anfangen.", isShort: true },
	invalid_workspace_id: { message: "Unter dieser Kennung lässt sich kein Workspace öffnen.", isShort: true },
	prompt_empty: { message: "Es gibt nichts zu senden.", hint: "Schreib etwas." },
	prompt_too_long: {
		message: "Die Eingabe ist zu lang zum Senden.",
		hint: "Kürze sie, oder leg den langen Teil in eine Datei.",
	},
	attachment_too_large: { message: "Eine Datei darf höchstens 10 MB haben.", hint: "Entferne sie." },
	attachment_not_found: {
		message: "Die Datei ist nicht ganz hochgeladen oder nicht mehr da: Hänge sie noch einmal an.",
	},
	attachment_failed: {
		message: "Die Datei konnte nicht hochgeladen werden.",
		hint: "Wähl sie noch einmal. Ein Ordner lässt sich nicht anhängen.",
	},
	not_found: { message: "Das gibt es nicht oder nicht mehr.", isShort: true },
	option_unknown: { message: "Diese Auswahl hat der Agent nicht angeboten." },
	already_answered: { message: "Darauf hat schon jemand geantwortet.", isShort: true },
	approval_closed: { message: "Darauf kann niemand mehr antworten." },
	turn_running: { message: "Der Agent arbeitet noch.", hint: "Versuch es, wenn die Runde zu Ende ist." },
	prompt_closed: {
		message: "Diese Eingabe wartet nicht mehr und lässt sich nicht mehr ändern.",
		hint: "Sende, was du sagen wolltest, als neue Eingabe.",
	},
	queue_full: { message: "In der Warteschlange ist kein Platz mehr.", hint: "Warte, bis der Agent weiter ist." },
	storage_full: { message: "Der Workspace kann nichts mehr speichern.", isShort: true },
	workspace_destroyed: { message: "Dieser Workspace wurde gelöscht, mit Verlauf und Sandbox.", isShort: true },
	unauthenticated: { message: "Der Workspace weiß nicht, wer du bist.", hint: "Melde dich noch einmal an." },
	forbidden: { message: "Das erlaubt deine Rolle nicht.", isShort: true },
	rate_limited: { message: "Das war zu viel auf einmal.", hint: "Warte einen Moment." },
	client_outdated: { message: "Diese Seite ist älter als ihr Workspace.", hint: "Lade sie neu.", isShort: true },
	server_outdated: { message: "Der Workspace ist älter als diese Seite.", isShort: true },
	timeout: { message: "Der Workspace hat nicht rechtzeitig geantwortet.", hint: "Versuch es noch einmal." },
	connection_lost: {
		message: "Die Verbindung ging verloren, bevor eine Antwort da war.",
		hint: "Versuch es noch einmal.",
	},
	closed: { message: "Das wurde vorher verworfen.", isShort: true },
	no_provider: { message: "Die Seite sagt nicht, wo der Workspace liegt.", isShort: true },
	session_not_ready: { message: "Der Agent ist noch nicht so weit.", hint: "Versuch es, wenn er bereit ist." },
	agent_not_installed: { message: "Der Agent ist in der Sandbox nicht installiert.", isShort: true },
	agent_failed: { message: "Der Agent ist auf einen Fehler gestoßen.", isShort: true },
	agent_exited: { message: "Der Agent hat sich mitten in der Arbeit beendet.", hint: ASK_AGAIN, isShort: true },
	agent_silent: { message: "Der Agent ist noch da, antwortet aber nicht mehr.", hint: ASK_AGAIN },
	sandbox_unreachable: { message: "Die Sandbox ist nicht erreichbar.", isShort: true },
	sandbox_failed: { message: "Die Sandbox konnte das nicht.", isShort: true },
	internal: { message: "Zwischen dieser Seite und dem Workspace ist etwas schiefgegangen.", isShort: true },
	session_restored: { message: "Der Agent ist wieder da.", isShort: true },
	session_restarted: { message: "Der Agent hat neu angefangen.", isShort: true },
	settings_lost: {
		message: "Einige Einstellungen der Sitzung sind nicht wieder so, wie sie waren.",
		hint: "Stell sie unter der Eingabe noch einmal ein.",
		isShort: true,
	},
	updates_lost: {
		message: "Der Agent war schneller als die Leitung; einiges, was er tat, ist hier nicht zu sehen.",
		hint: "Getan ist es trotzdem: Sieh in die Dateien, oder frag ihn.",
		isShort: true,
	},
	turn_interrupted: {
		message: "Der Workspace wurde mitten in dieser Runde neu gestartet; sie ist nicht zu Ende.",
		hint: `${ASK_AGAIN} ${LOOK_AT_FILES}`,
	},
	turn_stopped: {
		message: "Der Agent hielt nicht an, deshalb wurde seine Verbindung ersetzt.",
		hint: "Sieh in die Dateien: Er kann mitten in einer Änderung gewesen sein.",
	},
};

/** A failure in German, by its code. One without a code stays as it came. */
export function translateErrorToGerman(fault: ErrorText): ErrorText {
	const words = fault.code === undefined ? undefined : GERMAN_ERRORS[fault.code];
	if (!words) return fault;
	const { isShort, ...german } = words;
	const told = isShort ? [fault.message, fault.hint, fault.detail].filter(Boolean).join("\n\n") : fault.detail;
	return { code: fault.code, ...german, detail: told };
}
