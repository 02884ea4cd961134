import type { CompactionStatus, PermissionOption, Role, ToolKind } from "../protocol/index.ts";
import { english } from "../react/labels/english.ts";
import {
	formatAgo,
	formatBytes,
	formatCompactNumber,
	formatDuration,
	formatFullDateTime,
	formatMoney,
	formatShortcut,
	formatTime,
	wordFor,
} from "../react/labels/format.ts";
import { formatAlternatives, formatConjunction, formatNumber } from "../react/labels/intl.ts";
import type { ErrorText, Labels } from "../react/labels/Labels.ts";

type GermanErrorText = Pick<ErrorText, "message" | "hint"> & {
	/** The English text says more than the code, so it is shown as `detail`, together with the agent's own message. */
	readonly isShort?: true;
};

/** The words of an agent are shown as they are. */
type TranslatedCode = Exclude<NonNullable<ErrorText["code"]>, "agent_notice">;

const GERMAN_ERRORS: Readonly<Record<TranslatedCode, GermanErrorText>> = {
	invalid_argument: { message: "Diese Anfrage ist ungültig.", isShort: true },
	transcript_invalid: {
		message: "Diese Datei ist kein Transkript und kann nicht gezeigt werden.",
		hint: "Wähle eine Datei, die mit „Als JSON speichern“ gespeichert wurde.",
	},
	invalid_workspace_id: { message: "Diese Workspace-Kennung ist ungültig.", isShort: true },
	client_id_reused: {
		message: "Diese Anfrage trägt die Kennung einer anderen und wurde nicht ausgeführt.",
		hint: "Lade die Seite neu und versuche es noch einmal.",
	},
	prompt_empty: { message: "Die Nachricht ist leer.", hint: "Schreib, was der Agent tun soll." },
	prompt_too_long: {
		message: "Die Nachricht ist zu lang.",
		hint: "Kürze sie, oder häng den langen Teil als Datei an.",
	},
	attachment_too_large: { message: "Die Datei ist zu groß: höchstens 10 MB.", hint: "Entferne sie." },
	attachment_not_found: {
		message: "Die Datei ist unvollständig oder nicht mehr da.",
		hint: "Häng sie noch einmal an.",
	},
	attachment_failed: {
		message: "Die Datei konnte nicht hochgeladen werden.",
		hint: "Wähl sie noch einmal aus. Ordner lassen sich nicht anhängen.",
	},
	not_found: { message: "Nicht gefunden.", isShort: true },
	option_unknown: { message: "Diese Option bietet der Agent nicht an." },
	already_answered: { message: "Das wurde schon beantwortet.", isShort: true },
	approval_closed: { message: "Diese Anfrage ist schon geschlossen." },
	question_closed: { message: "Der Agent wartet nicht mehr auf diese Antwort." },
	answer_invalid: {
		message: "Diese Antwort nimmt das Formular nicht an.",
		hint: "Ändere sie, und sende sie noch einmal.",
	},
	turn_running: { message: "Der Agent arbeitet noch.", hint: "Versuch es nach dieser Runde noch einmal." },
	prompt_closed: {
		message: "Diese Nachricht ist nicht mehr in der Warteschlange.",
		hint: "Schick deine Änderung als neue Nachricht.",
	},
	suggestion_changed: { message: "Dieser Vorschlag hat sich geändert. Lies ihn noch einmal.", isShort: true },
	suggestion_closed: { message: "Über diesen Vorschlag ist schon entschieden.", isShort: true },
	queue_full: { message: "Die Warteschlange ist voll.", hint: "Entferne etwas daraus, oder warte." },
	storage_full: {
		message: "Die Festplatte des Servers ist voll: Neues kann nicht gespeichert werden.",
		hint: "Alles hier lässt sich weiter lesen. Sobald auf dem Server Platz ist, geht es von selbst weiter.",
	},
	storage_unavailable: {
		message: "Der Server kann gerade nichts speichern.",
		hint: "Er versucht es weiter. Wenn das anhält, sollte jemand die Rivet-Engine und ihre Festplatte prüfen.",
	},
	workspace_importing: {
		message: "In diesen Workspace wird gerade eine Sicherung eingespielt.",
		hint: "Er öffnet sich von selbst, sobald das fertig ist.",
	},
	workspace_not_empty: { message: "Dieser Workspace ist nicht leer.", isShort: true },
	workspace_destroyed: { message: "Dieser Workspace wurde gelöscht.", isShort: true },
	workspace_not_found: { message: "Diesen Workspace gibt es nicht.", hint: "Prüf die Adresse.", isShort: true },
	unauthenticated: { message: "Du bist nicht angemeldet.", hint: "Melde dich an, und lade die Seite neu." },
	origin_not_allowed: {
		message: "Von dieser Seite aus lässt sich der Workspace nicht öffnen.",
		hint: "Auf dem Server muss die Adresse der Seite in `origins` stehen.",
		isShort: true,
	},
	forbidden: { message: "Dafür fehlt dir die Berechtigung.", isShort: true },
	wheel_held: { message: "Jemand anders steuert gerade.", hint: "Frag danach, oder schlag etwas vor." },
	invite_invalid: {
		message: "Dieser Einladungslink ist nicht gültig.",
		hint: "Bitte um einen neuen.",
	},
	invite_expired: {
		message: "Dieser Einladungslink ist abgelaufen.",
		hint: "Bitte um einen neuen.",
	},
	invite_used: {
		message: "Dieser Einladungslink galt für eine Person und wurde schon benutzt.",
		hint: "Bitte um einen eigenen.",
	},
	invites_full: { message: "Es sind schon zu viele Einladungen offen.", hint: "Widerruf eine davon." },
	rate_limited: { message: "Das waren zu viele Anfragen.", hint: "Warte einen Moment." },
	client_outdated: { message: "Diese Seite ist veraltet.", hint: "Lade sie neu.", isShort: true },
	server_outdated: { message: "Der Server ist älter als diese Seite.", isShort: true },
	timeout: { message: "Der Workspace hat nicht rechtzeitig geantwortet.", hint: "Versuch es noch einmal." },
	connection_lost: {
		message: "Die Verbindung ist abgebrochen, bevor eine Antwort kam.",
		hint: "Versuch es noch einmal.",
	},
	closed: { message: "Abgebrochen, bevor der Workspace geantwortet hat.", isShort: true },
	params_failed: {
		message: "Diese Seite hat nicht bekommen, was sie zum Öffnen des Workspace braucht.",
		hint: "Vielleicht ist eine Anmeldung abgelaufen, oder ein Server ist nicht erreichbar.",
	},
	no_server: {
		message: "Mit der Rivet-Engine ist kein Server für Workspaces verbunden.",
		hint: "Starte deinen Server, zum Beispiel mit `npx workspace-chat dev`.",
	},
	no_provider: { message: "Der Chat ist mit keinem Workspace verbunden.", isShort: true },
	session_not_ready: { message: "Der Agent ist noch nicht bereit.", hint: "Versuch es gleich noch einmal." },
	session_setup_failed: {
		message: "Die Sitzung ließ sich nicht einrichten, deshalb läuft der Agent nicht.",
		hint: "Prüf die Option `session` von createWorkspace. Einzelheiten stehen im Protokoll des Servers.",
	},
	agent_not_installed: { message: "Der Agent ist in der Sandbox nicht installiert.", isShort: true },
	login_required: { message: "Der Agent muss angemeldet werden.", hint: "Melde ihn an, dann beginnt seine Sitzung." },
	agent_failed: { message: "Beim Agenten ist ein Fehler aufgetreten.", isShort: true },
	agent_exited: {
		message: "Der Agent ist abgestürzt.",
		hint: "Wiederhol die Nachricht: Er startet dann neu, mit dem bisherigen Verlauf.",
	},
	agent_silent: {
		message: "Der Agent reagiert nicht mehr.",
		hint: "Wiederhol die Nachricht: Er startet dann neu, mit dem bisherigen Verlauf.",
	},
	sandbox_unreachable: { message: "Die Sandbox ist nicht erreichbar.", isShort: true },
	sandbox_replaced: {
		message: "Die Sandbox wurde durch eine neue ersetzt.",
		hint: "Dateien, die nur in der alten waren, sind verloren.",
	},
	workspace_imported: {
		message: "Dieser Workspace wurde aus einer Sicherung wiederhergestellt.",
		hint: "Der Agent arbeitet in einer neuen Sandbox, ohne die Dateien der alten.",
	},
	sandbox_failed: { message: "In der Sandbox ist ein Fehler aufgetreten.", isShort: true },
	internal: { message: "Etwas ist schiefgegangen.", isShort: true },
	session_restored: { message: "Der Agent ist neu gestartet.", isShort: true },
	session_restarted: { message: "Der Agent hat eine neue Sitzung begonnen.", isShort: true },
	settings_lost: {
		message: "Einige Einstellungen gelten nach dem Neustart nicht mehr.",
		hint: "Stell sie bei Bedarf neu ein.",
		isShort: true,
	},
	setup_not_taken: {
		message: "Der Agent übernimmt nicht alles, was für diesen Workspace eingerichtet ist.",
		hint: "Alles andere funktioniert. Ändern kann es, wer den Server betreibt.",
		isShort: true,
	},
	updates_lost: {
		message: "Ein Teil der Aktivität des Agenten fehlt hier.",
		hint: "Die Arbeit selbst ist getan: Sieh in die Dateien, oder frag ihn.",
		isShort: true,
	},
	turn_interrupted: {
		message: "Ein Neustart hat diese Runde unterbrochen.",
		hint: "Wiederhol sie, um fortzufahren. Bisherige Änderungen sind noch da.",
	},
	turn_cut_by_deploy: {
		message: "Eine neue Version des Servers hat diese Runde beendet.",
		hint: "Wiederhol sie, um fortzufahren. Bisherige Änderungen sind noch da.",
	},
	background_cut: {
		message: "Arbeit im Hintergrund wurde abgebrochen.",
		hint: "Sieh nach, was schon getan ist, oder lass sie neu beginnen.",
	},
	turn_unstorable: {
		message: "Die Runde wurde angehalten: Zu viel von ihr ließ sich nicht speichern.",
		hint: "Wiederhol sie, sobald der Server wieder speichern kann. Bisherige Änderungen sind noch da.",
	},
	steering_unconfirmed: {
		message: "Der Agent hat diese Eingabe nicht bestätigt.",
		hint: "Vielleicht hat er sie trotzdem: Sende sie noch einmal, wenn er nicht auf sie eingeht.",
		isShort: true,
	},
	prompted_elsewhere: { message: "Der Agent hat eine Eingabe von außerhalb dieses Workspace bekommen." },
	turn_stopped: {
		message: "Der Agent hat auf das Anhalten nicht reagiert und wurde neu gestartet.",
		hint: "Prüf die Dateien auf halb fertige Änderungen.",
	},
};

/** An error in German, by its code. An error without a code is returned unchanged. */
function translateErrorToGerman(error: ErrorText): ErrorText {
	const { code } = error;
	const translation = code === undefined || code === "agent_notice" ? undefined : GERMAN_ERRORS[code];
	if (!translation) return error;
	const { isShort, ...text } = translation;
	const detail = isShort ? [error.message, error.hint, error.detail].filter(Boolean).join("\n\n") : error.detail;
	return { code, ...text, detail };
}

const SUGGESTION_ACTIONS = { send: "senden", decline: "ablehnen", take_back: "zurücknehmen" } as const;

const COMPACTIONS: Readonly<Record<CompactionStatus | "unknown", string>> = {
	in_progress: "Unterhaltung wird zusammengefasst …",
	completed: "Unterhaltung zusammengefasst",
	failed: "Die Unterhaltung konnte nicht zusammengefasst werden",
	cancelled: "Zusammenfassen der Unterhaltung abgebrochen",
	unknown: "Zusammenfassung der Unterhaltung",
};

const TURN_ENDS: Readonly<Record<string, string>> = {
	end_turn: "Fertig",
	max_tokens: "Längenlimit",
	max_turn_requests: "Schrittlimit",
	refusal: "Abgelehnt",
	cancelled: "Angehalten",
};

/** The verb for what a role may do; null for owners, who may do everything. */
const ROLE_ACTIONS: Readonly<Record<Role, string | null>> = {
	viewer: "mitlesen",
	commenter: "kommentieren",
	editor: "bearbeiten",
	approver: "genehmigen",
	owner: null,
};

/** Whom a request waits for if none of them is here. */
const APPROVERS: Readonly<Record<Role, string>> = {
	viewer: "eine Antwort",
	commenter: "jemanden, der kommentieren darf",
	editor: "jemanden, der bearbeiten darf",
	approver: "jemanden, der genehmigen darf",
	owner: "einen Eigentümer",
};

const DEMO_AGENT = "Demo-Agent";

/** What an agent wants to do; `object` is empty if it does not say what with. */
const REQUESTS: Readonly<Record<ToolKind, (object: string) => string>> = {
	read: (object) => `${object || "eine Datei"} lesen`,
	edit: (object) => `${object || "Dateien"} bearbeiten`,
	delete: (object) => `${object || "Dateien"} löschen`,
	move: (object) => `${object || "Dateien"} verschieben`,
	search: (object) => `${object || "Dateien"} durchsuchen`,
	execute: () => "einen Befehl ausführen",
	think: (object) => `${object || "ein Werkzeug"} verwenden`,
	fetch: (object) => `${object || "eine Seite"} abrufen`,
	switch_mode: (object) => (object ? "den Planungsmodus verlassen" : "den Modus wechseln"),
	other: (object) => `${object || "ein Werkzeug"} verwenden`,
};

const ANSWERED: Readonly<Record<PermissionOption["optionKind"], string>> = {
	allow_once: "einmal erlaubt",
	allow_always: "dauerhaft erlaubt",
	reject_once: "abgelehnt",
	reject_always: "dauerhaft abgelehnt",
	other: "beantwortet",
};

function joinObjects([first = "", ...others]: readonly string[]): string {
	return others.length === 0 ? first : `${first} und ${count(others.length, "weitere Datei", "weitere Dateien")}`;
}

/** Three names, and how many more there are. */
function firstNames(names: readonly string[]): readonly string[] {
	return names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} weitere`] : names;
}

function joinOr(names: readonly string[]): string {
	return formatAlternatives(firstNames(names), "de");
}

/** Several people, and what each or all of them do. */
function peopleDo(names: readonly string[], one: string, several: string): string {
	return `${formatConjunction(firstNames(names), "de")} ${names.length === 1 ? one : several}`;
}

const DAY_MS = 86_400_000;

/** Two names and how many others there are, or three names. */
function joinAnd(names: readonly string[]): string {
	return formatConjunction(names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} weitere`] : names, "de");
}

const GERMAN_UNITS = { days: " T.", hours: " Std.", minutes: " Min.", seconds: " s" };

function count(number: number, one: string, many: string): string {
	return `${formatNumber(number, "de")} ${number === 1 ? one : many}`;
}

const QUESTION_OUTCOMES = {
	answered: "beantwortet",
	opened: "geöffnet",
	declined: "abgelehnt",
	dismissed: "verworfen",
};

const ANSWER_FORMATS = {
	email: "eine E-Mail-Adresse",
	uri: "eine Adresse wie https://example.com",
	date: "ein Datum",
	"date-time": "Datum und Uhrzeit",
	integer: "eine ganze Zahl",
};

type AnswerProblem = Parameters<Labels["answerProblem"]>[0];
type Limits = Pick<Extract<AnswerProblem, { min: number | null }>, "min" | "max">;

function answerProblem(problem: AnswerProblem): string {
	switch (problem.kind) {
		case "required":
			return "Hier fehlt eine Antwort";
		case "type":
			return "Kein gültiger Wert";
		case "format":
			return `Gib ${ANSWER_FORMATS[problem.format]} ein`;
		case "range":
			return `Gib eine Zahl ${rangeOf(problem)} ein`;
		case "count":
			return `Wähle ${limits(problem, "Option", "Optionen")} aus`;
		case "length":
			return `Gib ${limits(problem, "Zeichen", "Zeichen")} ein`;
	}
}

function rangeOf({ min, max }: Limits): string {
	if (min === null) return `bis ${max}`;
	return max === null ? `ab ${min}` : `von ${min} bis ${max}`;
}

function limits({ min, max }: Limits, one: string, many: string): string {
	if (min === null) return `höchstens ${count(max ?? 0, one, many)}`;
	if (max === null) return `mindestens ${count(min, one, many)}`;
	return min === max ? count(min, one, many) : `${min} bis ${count(max, one, many)}`;
}

/**
 * All texts in German.
 *
 * @example
 * import { WorkspaceChat } from "workspace-chat";
 * import { german } from "workspace-chat/locales/de";
 *
 * <WorkspaceChat workspaceId="acme/web" labels={german} endpoint={endpoint} />
 */
export const german: Labels = {
	workspace: "Workspace-Chat",
	timeline: "Verlauf",
	you: "Du",
	agentName: (agent) => (agent === "demo" ? DEMO_AGENT : english.agentName(agent)),

	time: (at) => formatTime(at, "de"),
	dateTime: (at) => formatFullDateTime(at, "de"),
	timeAgo: (ms) => (ms < 60_000 ? "gerade eben" : formatAgo(ms, "de")),
	duration: (ms) => formatDuration(ms, GERMAN_UNITS, "de"),
	shortcut: (keys, isApple) => formatShortcut(keys, isApple, { Mod: "Strg", Shift: "Umschalt" }),
	linesChanged: (added, removed) => `${count(added, "Zeile", "Zeilen")} hinzugefügt, ${removed} entfernt`,

	loading: "Wird geladen…",
	emptyTitle: "Woran sollen wir arbeiten?",
	emptyHint: "Alle in diesem Workspace sehen die Unterhaltung.",
	emptyTitleReadOnly: "Noch keine Unterhaltung",
	emptyHintReadOnly: "Nachrichten und Antworten erscheinen hier.",
	loadingOlder: "Frühere Nachrichten werden geladen…",
	jumpToLatest: "Zum Ende springen",
	newItems: (number, isPartial) => `${number}${isPartial ? "+" : ""} neu`,
	newSince: (time) => `Neu seit ${time}`,
	sinceYouLeft: (time) => `Seit du weg warst (${time})`,
	turnsEnded: (number) => count(number, "Durchgang", "Durchgänge"),
	turnsFailed: (number) => `${number} fehlgeschlagen`,
	notesWritten: (number) => count(number, "Notiz", "Notizen"),
	mentionsOfYou: (number) => (number === 1 ? "Du wurdest erwähnt" : `Du wurdest ${number}-mal erwähnt`),
	showNew: "Anzeigen",

	search: "Unterhaltung durchsuchen",
	searchResults: (at, of, hasOlder) => {
		const where = of === 0 ? "Keine Treffer" : at === 0 ? `${of} Treffer` : `${at} von ${of}`;
		return hasOlder ? `${where} · Älteres nicht durchsucht` : where;
	},
	searchUnavailable: "Die Suche konnte nicht geladen werden",
	searchOlderMatch: "Voriger Treffer",
	searchNewerMatch: "Nächster Treffer",
	close: "Schließen",
	rowActions: "Aktionen",
	copyLink: "Link kopieren",

	composer: "Nachricht",
	composerPlaceholder: (agent, completes) => {
		const name = agent === null ? "den Agenten" : agent === DEMO_AGENT ? "den Demo-Agenten" : agent;
		const keys = [completes.commands && "/ für Befehle", completes.files && "@ für Dateien"].filter(Boolean);
		return `Frag ${name}…${keys.length > 0 ? ` ${keys.join(", ")}` : ""}`;
	},
	composerBusyPlaceholder: {
		queue: "Noch etwas für danach…",
		steer: "Lenk den Agenten…",
		interrupt: "Etwas anderes fragen…",
		refuse: "Warte, bis die Runde zu Ende ist",
	},
	composerNote: "Notiz",
	composerNotePlaceholder: "An die Leute hier schreiben, nicht an den Agenten…",
	composerSuggestion: "Vorschlag",
	composerSuggestionPlaceholder: "Etwas vorschlagen, das andere senden…",
	suggest: "Vorschlagen",
	composerMode: "Was geschrieben wird",
	composerModeName: { prompt: "Nachricht", note: "Notiz" },
	composerModeDescription: {
		prompt: "Nachricht – der Agent bekommt sie",
		note: "Notiz – nur die Leute hier sehen sie",
	},
	composerSuggestionDescription: "Vorschlag – andere senden ihn",
	noteTooLong: (characters, limit) =>
		`${formatNumber(characters, "de")} von ${formatNumber(limit, "de")} Zeichen – zu lang für eine Notiz`,
	mentions: "Leute und Dateien",
	composerReadOnly: "Du kannst hier nur mitlesen. Bitte einen Eigentümer um Schreibzugriff.",
	commands: "Befehle",
	send: "Senden",
	files: "Dateien",
	whenBusy: "Während der Agent arbeitet",
	whenBusyName: { queue: "Warteschlange", steer: "Lenken", interrupt: "Unterbrechen", refuse: "Warten" },
	whenBusyDescription: {
		queue: "Warteschlange – nach dieser Runde ausführen",
		steer: "Lenken – nach dem aktuellen Schritt senden",
		interrupt: "Unterbrechen – jetzt anhalten und dies ausführen",
		refuse: "Warten – senden, wenn die Runde zu Ende ist",
	},
	whenBusySend: {
		queue: "In die Warteschlange",
		steer: "Nach dem aktuellen Schritt senden",
		interrupt: "Anhalten und senden",
		refuse: "Senden",
	},
	stop: "Anhalten",
	stopping: "Wird angehalten…",
	escapeAgainToStop: "Zum Anhalten noch einmal Esc drücken",
	settings: "Sitzungseinstellungen",
	settingsButton: "Einstellungen",
	settingChoice: (setting, choice) => `${setting}: ${choice}`,
	settingNotAllowed: (role) => {
		const may = ROLE_ACTIONS[role];
		return `Das kann nur ändern, wer ${may ? `${may} darf` : "Eigentümer ist"}.`;
	},
	attachFiles: "Dateien anhängen",
	dropFiles: "Dateien zum Anhängen hier ablegen",
	attachments: "Angehängte Dateien",
	removeAttachment: (name) => `${name} entfernen`,
	quotedNotes: "Zitierte Notizen",
	removeQuote: (name) => (name === null ? "Notiz entfernen" : `Notiz von ${name} entfernen`),
	fileSize: (bytes) => formatBytes(bytes, "de"),
	percent: (percent) => `${percent} %`,
	sendsWhenUploaded: "Wird gesendet, sobald die Dateien hochgeladen sind",
	attachmentBlocksSending: (name, mayRetry) =>
		`Zum Senden ${name} ${mayRetry ? "wiederholen oder entfernen" : "entfernen"}`,
	promptTooLong: (characters, limit) =>
		`${formatNumber(characters, "de")} von ${formatNumber(limit, "de")} Zeichen – zu lang zum Senden`,
	promptLength: (characters, limit) => `${formatNumber(characters, "de")} von ${formatNumber(limit, "de")} Zeichen`,
	attachAsFile: "Als Datei anhängen",
	insertAsText: "Als Text einfügen",
	pasteOffer: (names) => `Auch kopiert: ${names}`,
	attachOffered: "Anhängen",

	promptState: {
		queued: "In der Warteschlange",
		running: "Läuft",
		done: "Fertig",
		failed: "Fehlgeschlagen",
		cancelled: "Angehalten",
		interrupted: "Unterbrochen",
		withdrawn: "Entfernt",
		sending: "Wird gesendet…",
		waiting: "Wird gesendet, sobald du online bist",
	},
	answerBy: (agent) => (agent === null ? "Antwort" : `Antwort von ${agent}`),
	promptBy: (name) => `Nachricht von ${name}`,
	tryAgain: "Wiederholen",
	discard: "Verwerfen",
	unsent: (number) => (number === 1 ? "Nicht gesendet" : `${number} nicht gesendet`),
	unsentReady: "Kann jetzt gesendet werden",
	retryPossibleIn: (duration) => `Wiederholen in ${duration}`,
	sendUnsent: (number, of) => (number > 0 && number < of ? `${number} senden` : "Alle senden"),
	discardAll: "Alle verwerfen",
	discardUnsent: (number) => `${number} Nachrichten verwerfen?`,
	unsentAction: (action, text) => `${action}: „${text}“`,
	dismiss: "Ausblenden",
	queue: (number) => `${number} in der Warteschlange`,
	suggestedPrompts: (number) => count(number, "Vorschlag", "Vorschläge"),
	decideSuggestion: { send: "Senden", decline: "Ablehnen" },
	suggestionAction: (action, text) => `„${text}“ ${SUGGESTION_ACTIONS[action]}`,
	declineReason: "Grund (freiwillig)",
	sentBy: (name) => `Gesendet von ${name}`,
	wheelHeld: (name, until) => `${name === null ? "Du steuerst" : `${name} steuert`} bis ${formatTime(until, "de")}`,
	wheelAsked: (names) => `${joinAnd(names)} ${names.length === 1 ? "möchte" : "möchten"} steuern`,
	wheelAction: {
		take: "Übernehmen",
		ask: "Darum bitten",
		asked: "Anfrage gesendet",
		release: "Abgeben",
	},
	handOverWheel: (name) => `An ${name} übergeben`,
	takeWheel: "Steuern: andere schlagen dann vor",
	takeWheelFor: (minutes) =>
		`Für ${minutes % 60 === 0 ? count(minutes / 60, "Stunde", "Stunden") : count(minutes, "Minute", "Minuten")}`,
	withdraw: "Aus der Warteschlange entfernen",
	withdrawPrompt: (text) => `„${text}“ aus der Warteschlange entfernen`,
	edit: "Bearbeiten",
	editPrompt: (text) => `„${text}“ bearbeiten`,
	save: "Speichern",
	cancel: "Abbrechen",
	moveUp: "Nach oben",
	moveDown: "Nach unten",
	movePrompt: (direction, text) => `${direction}: „${text}“`,
	promptMoved: (place, of) => `Auf Platz ${place} von ${of} verschoben`,
	afterStep: "Als Nächstes",
	editedBy: (name) => `Bearbeitet von ${name}`,
	promptSuspended: (name) => `Wartet, bis ${name} zurück ist`,
	promptWithdrawn(name, reason, explanation) {
		if (reason === "declined")
			return explanation === null ? `Abgelehnt von ${name}` : `Abgelehnt von ${name}: ${explanation}`;
		if (reason === "removed") return `Entfernt von ${name}`;
		return reason === "access_ended"
			? `Entfernt: Zugang von ${name} wurde beendet`
			: `Entfernt: ${name} darf keine Prompts mehr senden`;
	},

	thinking: "Denkt nach",
	thought: (duration) => (duration ? `Hat ${duration} nachgedacht` : "Gedanken"),
	showMore: "Mehr anzeigen",
	showFull: "Alles anzeigen",
	truncated: "Gekürzt",
	notStored: (size) => `${size} nicht gespeichert`,
	toolKind: {
		read: "Lesen",
		edit: "Bearbeiten",
		delete: "Löschen",
		move: "Verschieben",
		search: "Suchen",
		execute: "Ausführen",
		think: "Nachdenken",
		fetch: "Abrufen",
		switch_mode: "Modus wechseln",
		other: "Werkzeug",
	},
	toolStatus: {
		pending: "Ausstehend",
		in_progress: "Läuft",
		completed: "Fertig",
		failed: "Fehlgeschlagen",
		cancelled: "Abgebrochen",
	},
	input: "Eingabe",
	requestedInput: "Angefragte Eingabe",
	output: "Ausgabe",
	noDetails: "Keine Details",
	commandExit: ({ code, signal }) => (signal === null ? `Exit-Code ${code}` : `Durch Signal ${signal} beendet`),
	nestedCalls: (number, isRunning) =>
		`Subagent${number > 0 ? `: ${count(number, "Aufruf", "Aufrufe")}` : ""}${isRunning ? ", läuft" : ""}`,
	terminal: (terminalId) => `Läuft im Terminal ${terminalId}`,
	plan: "Plan",
	planCleared: "Geleert",
	planProgress: (done, of) => `${done} von ${of} erledigt`,
	planStatus: { pending: "Offen", in_progress: "In Arbeit", completed: "Erledigt" },
	content: {
		image: "Bild",
		audio: "Ton",
		unknown: "Unbekannter Inhalt",
	},
	openFile: "Datei öffnen",
	openImage: "Bild öffnen",
	contentLoading: (name, size) => `${name} wird geladen, ${size}…`,
	contentTooLarge: (name, size) => `${name} zu groß zum Anzeigen: ${size}`,
	contentUnreadable: (name) => `${name} nicht darstellbar: Die Daten sind beschädigt`,
	contentMissing: (name, size) => `${name} nicht mehr gespeichert: ${size}`,
	contentNotLoaded: (name) => `${name} nicht geladen`,
	unknownUpdate: (label) => `Unbekannte Meldung: ${label}`,
	permissionWithoutOptions: "Berechtigungsanfrage ohne Optionen",

	settingChanged: (name, setting, from, to) =>
		from === null
			? `${name} hat ${setting} auf ${to} gestellt`
			: `${name} hat ${setting} von ${from} auf ${to} gestellt`,
	agentChanged: (name, from, to) => `${name} hat den Agenten von ${from} zu ${to} gewechselt`,
	settingsChanged: (names, settings) =>
		`${joinAnd(names)} ${names.length === 1 ? "hat" : "haben"} ${joinAnd(settings.map(([name, value]) => `${name} auf ${value}`))} gestellt`,
	peopleJoined: (names) => `${joinAnd(names)} ${names.length === 1 ? "ist" : "sind"} dazugekommen`,
	peopleRemoved: (name, people) =>
		name === null ? `Entfernt: ${joinAnd(people)}` : `${name} hat ${joinAnd(people)} entfernt`,
	roleChanged(name, person, from, to) {
		const role = from === null ? `„${to}“` : `„${to}“ statt „${from}“`;
		return name === null
			? `Neue Rolle von ${person}: ${role}`
			: `${name} hat ${person} eine neue Rolle gegeben: ${role}`;
	},
	rolesChanged: (people) => `Neue Rollen: ${joinAnd(people)}`,
	personJoinedBy: (name, invitedBy) => `${name} ist dazugekommen, eingeladen von ${invitedBy}`,
	wheelChanged(change, { by, from, to, until }) {
		const time = until === null ? "" : ` bis ${formatTime(until, "de")}`;
		switch (change) {
			case "taken":
				return from === null ? `${to} steuert${time}` : `${to} hat das Steuer von ${from} übernommen${time}`;
			case "kept":
				return `${to} steuert weiter${time}`;
			case "handed_over":
				return `${by} hat ${to} das Steuer${by === from ? "" : ` von ${from}`} gegeben${time}`;
			case "released":
				return by === from ? `${from} hat das Steuer abgegeben` : `${by} hat das Steuer von ${from} freigegeben`;
			case "expired":
				return `Die Zeit von ${from} am Steuer ist um`;
			case "left":
				return `${from} ist gegangen, das Steuer ist frei`;
			case "role_lowered":
				return `${from} darf keine Prompts mehr senden, das Steuer ist frei`;
			case "access_ended":
				return `${from} hat keinen Zugriff mehr, das Steuer ist frei`;
			default:
				return to === null ? "Das Steuer ist frei" : `${to} steuert${time}`;
		}
	},
	personInvited: (name, role, singleUse) =>
		`${name} hat eine Einladung${singleUse ? " für eine Person" : ""} erstellt: ${role}`,
	peopleInvited: (names, count) =>
		`${joinAnd(names)} ${names.length === 1 ? "hat" : "haben"} ${count} Einladungen erstellt`,
	workspaceRenamed(names, from, to) {
		const who = `${joinAnd(names)} ${names.length === 1 ? "hat" : "haben"}`;
		if (to === null) return `${who} den Titel „${from ?? ""}“ entfernt`;
		return from === null
			? `${who} den Workspace „${to}“ genannt`
			: `${who} den Workspace von „${from}“ in „${to}“ umbenannt`;
	},
	settingSwitch: { true: "an", false: "aus" },
	contextCompacted: (status) => COMPACTIONS[status ?? "unknown"],
	backgroundWork: (ended) => (ended.length > 0 ? `Im Hintergrund beendet: ${ended.join(", ")}` : "Im Hintergrund"),
	unknownEvent: (name, type) => `${name}: ${type}`,

	noteBy: (name) => `Notiz von ${name}`,
	noteEdited: "bearbeitet",
	noteDeleted: (name) => `${name} hat eine Notiz gelöscht`,
	noteResolved: (name) => `Erledigt von ${name}`,
	noteReactions: "Reaktionen",
	noteReaction: (emoji, names) => `${emoji} ${names.join(", ")}`,
	notes: (number) => count(number, "Notiz", "Notizen"),
	noteReplies: (number) => count(number, "Antwort", "Antworten"),
	addNote: "Notiz hinzufügen",
	addNoteToLine: (line) => `Notiz zu Zeile ${line} hinzufügen`,
	diffLine: (line) => `Zeile ${line}`,
	replyToNote: "Antworten",
	reactToNote: "Reaktion hinzufügen",
	resolveThread: "Als erledigt markieren",
	reopenThread: "Wieder öffnen",
	sendNoteToAgent: { note: "An den Agenten senden", thread: "Unterhaltung an den Agenten senden" },
	suggestNote: { note: "Als Nachricht vorschlagen", thread: "Unterhaltung als Nachricht vorschlagen" },
	deleteNote: "Notiz löschen",
	deleteNoteConfirm: "Diese Notiz löschen?",
	personActions: (name) => `Aktionen für ${name}`,
	roleOf: (name) => `Rolle von ${name}`,
	noRole: "Keine Rolle",
	copyUserId: "Benutzer-ID kopieren",
	removePerson: "Entfernen…",
	removePersonSurely: (name) => `${name} wirklich entfernen?`,
	makeOwnerSurely: (name) => `${name} wirklich zum Eigentümer machen?`,
	manageMembers: "Einladen und verwalten…",
	members: "Personen",
	everybody: "Alle, die hier waren",
	searchPeople: "Personen suchen",
	noPersonFound: "Niemand heißt so",
	showMorePeople: "Weitere Personen anzeigen",
	lastHere: (time) => `zuletzt hier: ${time}`,
	readOnlyLink: "Link zum Zusehen",
	readOnlyLinkHint: "Wer ihn hat, sieht das Gespräch, die Dateien und die Ausgaben von Befehlen und kann nichts ändern",
	copyReadOnlyLink: "Link zum Zusehen kopieren",
	inviteByLink: "Mit einem Link einladen",
	inviteRole: "Rolle, die er gibt",
	inviteValidity: "Wie lange er gilt",
	inviteValidFor: (ms) => (ms < DAY_MS ? "Eine Stunde lang" : `${count(ms / DAY_MS, "Tag", "Tage")} lang`),
	inviteSingleUse: "Nur für eine Person",
	createInvite: "Link erstellen",
	inviteLink: "Einladungslink",
	inviteShownOnce: "Kopier ihn jetzt: Er lässt sich nicht noch einmal anzeigen",
	openInvites: "Offene Links",
	inviteBy: (role, name) => `${role}, von ${name}`,
	inviteState: (time, uses, singleUse) =>
		singleUse ? `für eine Person, bis ${time}` : `${count(uses, "Mal", "Mal")} benutzt, bis ${time}`,
	revokeInvite: "Widerrufen",
	revokeInviteOf: (role) => `Link für „${role}“ widerrufen`,

	permissionRequested: (agent, kind, objects) => `${agent} möchte ${REQUESTS[kind](joinObjects(objects))}`,
	approvalRequest: "Anfrage",
	approvalOption: {
		allow_once: "Erlauben",
		allow_always: "Immer erlauben",
		reject_once: "Ablehnen",
		reject_always: "Immer ablehnen",
		other: "Andere",
	},
	quoted: (text) => `„${text}“`,
	approvalObstacle: {
		unread: "Zum Erlauben bis zum Ende lesen",
		incomplete: "Ein Teil der Anfrage wurde nicht gespeichert, daher lässt sie sich nicht erlauben",
	},
	approvalReadOn: "Nächste Seite",
	emptyLines: (number) => count(number, "leere Zeile", "leere Zeilen"),
	spaces: (number) => count(number, "Leerzeichen", "Leerzeichen"),
	approvalWaiting: (names, role) =>
		names.length > 0
			? `Wartet auf ${joinOr(names)}`
			: `Wartet auf ${wordFor(APPROVERS, role)}: gerade ist niemand hier, der das darf`,
	approvalsPending: (number) => count(number, "Genehmigung nötig", "Genehmigungen nötig"),
	approvalRequirements: (role, approvers, given) =>
		`${given} von ${count(approvers, "Genehmigung", "Genehmigungen")}${role === "owner" ? " durch Eigentümer" : ""}`,
	approvalRule: (rule) => `Regel: ${rule}`,
	approvalExpires: (duration) => `Läuft ab in ${duration}`,
	approvalExpiresAt: (time) => `Läuft ab um ${time}`,
	approvalAnswered: (kind, name, rule) =>
		[`${name === null ? "Automatisch" : `Von ${name}`} ${ANSWERED[kind]}`, rule === null ? null : `Regel: ${rule}`]
			.filter((part) => part !== null)
			.join(" · "),
	approvalCancelled: {
		stopped: "Nicht beantwortet: angehalten",
		turn_ended: "Nicht beantwortet: schon zu Ende",
		interrupted: "Nicht beantwortet: der Agent wurde unterbrochen",
		expired: "Nicht rechtzeitig beantwortet",
		denied: "Durch eine Regel abgelehnt",
		too_many: "Nicht beantwortet: zu viele Anfragen",
		malformed: "Nicht beantwortet: die Anfrage hatte keine brauchbare Antwort",
		withdrawn: "Nicht beantwortet: vom Agenten zurückgenommen",
	},
	outsideWorkingDirectory: "Außerhalb des Arbeitsordners:",

	attention: {
		approval: (text) => `Genehmigung nötig: ${text}`,
		question: (text) => `Frage: ${text}`,
		suggestion: (text) => `Vorschlag: ${text}`,
		wheel_request: (name) => `${name} möchte steuern`,
		turn_finished: (text) => `Fertig: ${text}`,
		turn_failed: (text) => `Fehlgeschlagen: ${text}`,
		mention: (text) => `Du wurdest erwähnt: ${text}`,
		prompt_stuck: (text) => `Nicht beim Agenten angekommen: ${text}`,
	},
	notifications: {
		on: "Benachrichtigungen sind an",
		off: "Benachrichtigen, wenn etwas auf mich wartet",
		blocked: "Benachrichtigungen sind in den Einstellungen des Browsers blockiert",
	},

	questionAsked: (agent) => `${agent} fragt`,
	questionsPending: (number) => count(number, "Frage", "Fragen"),
	questionSend: { answer: "Antwort senden", confirm: "Bestätigen" },
	questionDecline: "Ablehnen",
	questionDismiss: "Verwerfen",
	questionOptional: "freiwillig",
	questionClear: "Leeren",
	questionChoose: "Auswählen…",
	questionPattern: (pattern) => `Format: ${pattern}`,
	answerProblem,
	answerBoolean: { true: "Ja", false: "Nein" },
	questionIsPublic: "Alle in diesem Workspace können die Antwort lesen",
	questionAsksForSecret:
		"Gib keine Passwörter, Schlüssel oder Codes ein: Alle in diesem Workspace können die Antwort lesen",
	questionUnknown: "Dieses Formular lässt sich hier nicht anzeigen, nur ablehnen",
	questionOpen: (host) => `${host} öffnen`,
	questionPageWarning: {
		insecure: "Diese Seite ist nicht verschlüsselt",
		foreign: "Buchstaben dieser Adresse können anderen ähnlich sehen",
		refused: "Diese Adresse lässt sich von hier nicht öffnen",
	},
	questionWaiting: (names, role) => `Wartet auf ${names.length > 0 ? joinOr(names) : wordFor(APPROVERS, role)}`,
	questionAnswered: (outcome, name) => `Von ${name} ${QUESTION_OUTCOMES[outcome]}`,
	questionCancelled: {
		dismissed: "Verworfen",
		stopped: "Nicht beantwortet: angehalten",
		turn_ended: "Nicht beantwortet: schon zu Ende",
		interrupted: "Nicht beantwortet: der Agent wurde unterbrochen",
		expired: "Nicht rechtzeitig beantwortet",
		withdrawn: "Nicht beantwortet: der Agent fragt nicht mehr",
		completed: "Ohne Antwort erledigt",
		too_many: "Nicht beantwortet: zu viele Fragen",
	},
	questionCompleted: "Erledigt",
	questionEmptyAnswer: "Nichts ausgewählt",

	working: "Arbeitet",
	writing: "Schreibt",
	waitingForApproval: "Wartet auf Genehmigung",
	waitingForAnswer: "Wartet auf eine Antwort",
	workingInBackground: (title, others) =>
		title ? `Im Hintergrund: ${title}${others > 0 ? ` und ${others} weitere` : ""}` : "Arbeitet im Hintergrund",
	stoppingTurn: (name) => (name ? `${name} hält den Agenten an…` : "Wird angehalten…"),
	runAgain: "Wiederholen",
	editAndResend: "Bearbeiten und neu senden",
	continueTurn: "Fortsetzen",
	continueTurnPrompt: "Mach dort weiter, wo du aufgehört hast.",
	turnEnd: (stopReason) => (stopReason === null ? "Fehlgeschlagen" : (TURN_ENDS[stopReason] ?? stopReason)),
	turnDetails: "Details zur Runde",
	turnWarning: {
		max_tokens: {
			message: "Die Antwort hat das Längenlimit erreicht.",
			hint: "Der Agent kann hier weitermachen.",
		},
		max_turn_requests: {
			message: "Der Agent hat das Schrittlimit für eine Runde erreicht.",
			hint: "Er kann hier weitermachen.",
		},
		refusal: {
			message: "Der Agent hat diese Nachricht abgelehnt.",
			hint: "Formulier sie anders.",
		},
		unanswered: {
			message: "Der Agent hat die Runde ohne Antwort beendet.",
			hint: "Wiederhol die Nachricht, oder formulier sie anders.",
		},
	},
	turnStopped: (name, prompt) => (prompt ? `Von ${name} angehalten für „${prompt}“` : `Von ${name} angehalten`),
	claimedBy: (name) => `${name} kümmert sich darum`,
	claimedByYou: "Du kümmerst dich darum",
	claim: "Ich kümmere mich",
	takeOver: "Übernehmen",
	handOver: "Übergeben an…",
	releaseClaim: "Freigeben",
	filesChanged: (number) => count(number, "Datei", "Dateien"),
	commandsRun: (number) => count(number, "Befehl", "Befehle"),
	toolCallsMade: (number) => count(number, "Werkzeugaufruf", "Werkzeugaufrufe"),
	approvalsRequested: (number) => count(number, "Genehmigung", "Genehmigungen"),
	waitedForApprovals: (duration) => `${duration} auf Menschen gewartet`,
	copyAnswer: "Antwort kopieren",
	copyTurn: "Runde als Markdown kopieren",
	copyTranscript: "Verlauf als Markdown kopieren",
	transcript: "Speichern, drucken, abspielen",
	transcriptUnavailable: "Dieses Menü konnte nicht geladen werden",
	saveAsMarkdown: "Als Markdown speichern",
	saveAsJson: "Als JSON speichern",
	printTranscript: "Drucken …",
	replay: "Wiedergabe",
	replayUnavailable: "Die Wiedergabe konnte nicht geladen werden",
	replayEmpty: "Nichts wiederzugeben",
	replayEmptyHint: "In dieser Sitzung ist nichts geschehen",
	play: "Abspielen",
	pause: "Anhalten",
	replayPosition: "Position",
	replayPositionAt: (time, duration, clock) => `${time} von ${duration}, ${clock}`,
	replaySpeed: "Geschwindigkeit",
	replaySpeedOf: (speed) => `${formatNumber(speed, "de")}×`,
	nextMark: "Nächste Stelle",
	previousMark: "Vorherige Stelle",
	replayMark: { prompt: "Nachricht", approval: "Genehmigung", question: "Frage", failure: "Fehler" },
	replayMarks: (kind, number) =>
		({
			prompt: count(number, "Nachricht", "Nachrichten"),
			approval: count(number, "Genehmigung", "Genehmigungen"),
			question: count(number, "Frage", "Fragen"),
			failure: count(number, "Fehler", "Fehler"),
		})[kind],
	nextMarkOf: {
		prompt: "Nächste Nachricht",
		approval: "Nächste Genehmigung",
		question: "Nächste Frage",
		failure: "Nächster Fehler",
	},
	readingTranscript: (number) => `Wird gelesen: bisher ${count(number, "Eintrag", "Einträge")} …`,
	transcriptSaved: "Gespeichert",
	transcriptFrom: (time) => `Stand: ${time}`,

	participants: (number) => `${count(number, "Person", "Personen")} hier`,
	participant: (name, role) => `${name} · ${role}`,
	nameWithYou: (name) => `${name} (du)`,
	presenceStatus: { here: "Hier", idle: "Untätig", away: "Abwesend" },
	typing: (names) => `${peopleDo(names, "schreibt", "schreiben")}…`,
	readingHere: (names) => peopleDo(names, "liest hier", "lesen hier"),
	lookingAtThis: (names) => peopleDo(names, "sieht sich das an", "sehen sich das an"),
	fileOpenToo: (names) => peopleDo(names, "hat das auch geöffnet", "haben das auch geöffnet"),
	follow: (name) => `${name} folgen`,
	following: (name) => `Du folgst ${name}`,
	stopFollowing: "Nicht mehr folgen",
	role: {
		viewer: "Kann lesen",
		commenter: "Kann kommentieren",
		editor: "Kann bearbeiten",
		approver: "Kann genehmigen",
		owner: "Eigentümer",
	},
	usage: (used, size) => `${formatCompactNumber(used, "de")} / ${formatCompactNumber(size, "de")} Token`,
	cost: (amount, currency) => formatMoney(amount, currency, "de"),
	sessionCost: "Kosten der Sitzung",
	tokens: (number) => `${formatCompactNumber(number, "de")} Token`,
	number: (number) => formatNumber(number, "de"),
	usageOf: { session: "Diese Sitzung", turn: "Dieser Durchgang" },
	usagePart: {
		input: "Eingabe-Token",
		cachedRead: "Cache gelesen",
		cachedWrite: "Cache geschrieben",
		output: "Ausgabe-Token",
		thought: "davon Nachdenken",
		total: "Token insgesamt",
		context: "Kontext",
		cost: "Kosten",
	},
	agentChoice: "Agent",
	agentBusy: "Solange der Agent arbeitet, lässt er sich nicht wechseln.",
	loginNeeded: (agent) => `${agent} muss angemeldet werden`,
	loginNotAllowed: "Das kann tun, wer Eigentümer ist.",
	loginPending: (method) => `Warten auf die Anmeldung: ${method}`,
	loginInTerminal: "Starte in einem Terminal der Sandbox das Programm des Agenten mit",
	loginVariables: "Setz in der Umgebung des Agenten:",
	loginPage: "Wo man den Wert bekommt",
	sessionOffline: "Inaktiv. Startet mit der nächsten Nachricht.",
	sessionStarting: "Agent startet…",
	sessionReady: "Agent ist bereit",
	sessionRestoring: "Agent wird wiederhergestellt…",
	sessionFailed: "Agent ist nicht erreichbar",
	sessionLastKnown: {
		offline: "Vor dem Verbindungsabbruch war der Agent inaktiv",
		starting: "Vor dem Verbindungsabbruch startete der Agent",
		ready: "Vor dem Verbindungsabbruch war der Agent bereit",
		restoring: "Vor dem Verbindungsabbruch wurde der Agent wiederhergestellt",
		failed: "Vor dem Verbindungsabbruch war der Agent nicht erreichbar",
	},
	retryIn: (duration) => `Neuer Versuch in ${duration}`,
	suggestions: "Vorschläge",
	unreachable: (address) =>
		address === null
			? "Der Server ist nicht erreichbar. Es wird weiter versucht."
			: `Unter ${address} hat noch kein Server geantwortet. Es wird weiter versucht.`,
	reconnecting: "Verbindung verloren. Deine Nachrichten werden gesendet, sobald sie wieder da ist.",
	offline: "Du bist offline. Deine Nachrichten werden gesendet, sobald du wieder verbunden bist.",
	partFailed: "Dieser Teil kann nicht angezeigt werden",
	details: "Details",
	itemNotFound: "Der Link führt zu etwas, das entfernt wurde.",
	error: translateErrorToGerman,

	panel: "Dateien und Prozesse",
	openPanel: "Dateien und Prozesse anzeigen",
	hidePanel: "Dateien und Prozesse ausblenden",
	closePanel: "Dateien und Prozesse schließen",
	reload: "Aktualisieren",
	closeFile: "Datei schließen",
	folderEmpty: "Leerer Ordner",
	folderTruncated: "Es werden nicht alle Dateien angezeigt",
	fileBinary: (mimeType) => `Binärdatei (${mimeType})`,
	fileTooLarge: "Zu groß zum Anzeigen",
	processes: "Prozesse",
	sandboxProcesses: "In der Sandbox",
	backgroundTasks: "Vom Agenten gestartet",
	stopBackground: "Alle anhalten",
	startedBy: (name) => `für ${name}`,
	noProcesses: "Keine Hintergrundprozesse",
	processState: ({ status, exitCode }) => {
		if (status === "running") return "Läuft";
		return exitCode === null ? "Beendet" : `Exit-Code ${exitCode}`;
	},
	noOutput: "Noch keine Ausgabe",
	outputSkipped: "Frühere Ausgabe ausgeblendet",

	copy: "Kopieren",
	copied: "Kopiert",
	copyFailed: "Konnte nicht kopiert werden",
	code: (language) => (language ? `Code in ${language}` : "Code"),
	table: "Tabelle",
	footnote: (label) => `Fußnote ${label}`,
	footnoteBack: "Zurück zum Text",
	taskDone: "Erledigt",
	taskToDo: "Offen",
	imageNotLoaded: (alt) => (alt ? `Bild: ${alt}` : "Bild"),
	diff: (path) => `Änderungen in ${path}`,
	diffState: {
		new: "Neu",
		deleted: "Gelöscht",
		emptied: "Alle Zeilen entfernt",
		unchanged: "Keine Änderungen",
		too_large: "Zu groß zum Vergleichen",
	},
	emptyFile: "Leere Datei",
	lineEndings: (from, to) => {
		const name = (endings: typeof to) => (endings === "mixed" ? "gemischt" : endings);
		return `Zeilenenden: ${from === null ? name(to) : `${name(from)} → ${name(to)}`}`;
	},
	noFinalNewline: { file: "Kein Zeilenumbruch am Dateiende", part: "Kein Zeilenumbruch am Ende" },
	diffVersions: { old: "Vorher", new: "Nachher" },
	diffSideBySide: "Nebeneinander",
	showUnchanged: (lines) => `${count(lines, "unveränderte Zeile", "unveränderte Zeilen")} anzeigen`,
	showAllLines: (lines) => `Alle ${formatNumber(lines, "de")} Zeilen anzeigen`,
	terminalOutput: "Befehlsausgabe",

	workspaces: "Sitzungen",
	searchWorkspaces: "Sitzungen durchsuchen",
	workspaceFilter: "Anzeigen",
	workspaceFilters: {
		all: "Alle",
		attention: "Wartet auf dich",
		working: "In Arbeit",
		failed: "Fehlgeschlagen",
		archived: "Archiv",
	},
	newWorkspace: "Neue Sitzung",
	noWorkspaces: "Noch keine Sitzungen",
	noWorkspacesFound: "Keine passenden Sitzungen",
	workspacesLastKnown: "Verbindung verloren: letzter bekannter Stand",
	workspaceActivity: {
		working: "In Arbeit",
		waiting: "Wartet auf eine Antwort",
		failed: "Fehlgeschlagen",
		idle: "Ruht",
	},
	needsYou: (number) => (number === 1 ? "Wartet auf dich" : `Wartet auf dich · ${number}`),
	unreadInWorkspace: (number) => `${number} ungelesen`,
	pinned: "Angeheftet",
	workspaceActions: (title) => `Aktionen für ${title}`,
	renameWorkspace: "Umbenennen",
	workspaceTitle: "Titel",
	pinWorkspace: "Anheften",
	unpinWorkspace: "Lösen",
	archiveWorkspace: "Archivieren",
	restoreWorkspace: "Aus dem Archiv holen",
};
