import type { Role } from "../protocol/index.ts";
import { english } from "../react/labels/english.ts";
import {
	formatAgo,
	formatBytes,
	formatCompactNumber,
	formatDuration,
	formatFullDateTime,
	formatMoney,
	formatTime,
} from "../react/labels/format.ts";
import type { ErrorText, Labels } from "../react/labels/Labels.ts";

type GermanErrorText = Pick<ErrorText, "message" | "hint"> & {
	/** The English text says more than the code, so it is shown as `detail`, together with the agent's own message. */
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

/** An error in German, by its code. An error without a code is returned unchanged. */
function translateErrorToGerman(error: ErrorText): ErrorText {
	const translation = error.code === undefined ? undefined : GERMAN_ERRORS[error.code];
	if (!translation) return error;
	const { isShort, ...text } = translation;
	const detail = isShort ? [error.message, error.hint, error.detail].filter(Boolean).join("\n\n") : error.detail;
	return { code: error.code, ...text, detail };
}

const TURN_ENDS: Readonly<Record<string, string>> = {
	end_turn: "Fertig",
	max_tokens: "Abgeschnitten",
	max_turn_requests: "Zu viele Schritte",
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

const GERMAN_UNITS = { days: " T.", hours: " Std.", minutes: " Min.", seconds: " s" };

function count(number: number, one: string, many: string): string {
	return `${number.toLocaleString("de")} ${number === 1 ? one : many}`;
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
	agentName: (agent) => (agent === "mock" ? "Demo-Agent" : english.agentName(agent)),

	time: (at) => formatTime(at, "de"),
	dateTime: (at) => formatFullDateTime(at, "de"),
	timeAgo: (ms) => formatAgo(ms, "de"),
	duration: (ms) => formatDuration(ms, GERMAN_UNITS, "de"),
	linesChanged: (added, removed) => `${count(added, "Zeile", "Zeilen")} hinzugefügt, ${removed} entfernt`,

	loading: "Workspace wird geladen",
	emptyTitle: "Noch nichts hier",
	emptyHint: "Gib dem Agenten eine Aufgabe. Alle in diesem Workspace sehen sie und können antworten.",
	loadingOlder: "Älteres wird geladen",
	jumpToLatest: "Zum Ende springen",
	newItems: (number) => `${number} neu`,

	search: "Verlauf durchsuchen",
	searchResults: (at, of, hasOlder) => {
		const where = of === 0 ? "Nichts gefunden" : at === 0 ? `${of} gefunden` : `${at} von ${of}`;
		return hasOlder ? `${where}, soweit geladen` : where;
	},
	searchUnavailable: "Die Suche konnte nicht geladen werden",
	searchOlderMatch: "Ältere Stelle",
	searchNewerMatch: "Neuere Stelle",
	close: "Schließen",
	copyLink: "Link kopieren",

	composer: "Eingabe",
	composerPlaceholder: (agent) => (agent ? `${agent} fragen` : "Den Agenten fragen"),
	composerBusyPlaceholder: {
		queue: "In die Warteschlange stellen",
		steer: "Den Agenten nach seinem jetzigen Schritt lenken",
		interrupt: "Die Runde anhalten und dies stattdessen fragen",
		refuse: "Warten, bis die Runde zu Ende ist",
	},
	composerReadOnly: "Du kannst hier mitlesen. Um selbst zu fragen, bitte den Eigentümer um eine passende Rolle.",
	commands: "Befehle",
	send: "Senden",
	files: "Dateien",
	whenBusy: "Während der Agent arbeitet",
	whenBusyName: { queue: "Warteschlange", steer: "Lenken", interrupt: "Unterbrechen", refuse: "Warten" },
	whenBusyDescription: {
		queue: "Warteschlange: läuft nach dieser Runde",
		steer: "Lenken: läuft nach dem jetzigen Schritt (Strg+Enter oder ⌘+Enter)",
		interrupt: "Unterbrechen: hält die Runde sofort an und läuft als Nächstes, nur dieses Mal",
		refuse: "Warten: kann gesendet werden, sobald die Runde zu Ende ist",
	},
	whenBusySend: {
		queue: "In die Warteschlange",
		steer: "Nach dem jetzigen Schritt senden",
		interrupt: "Runde anhalten und senden",
		refuse: "Senden",
	},
	stop: "Anhalten",
	stopping: "Wird angehalten",
	settings: "Einstellungen der Sitzung",
	settingChoice: (setting, choice) => `${setting}: ${choice}`,
	attachFiles: "Dateien anhängen",
	dropFiles: "Dateien zum Anhängen hier ablegen",
	attachments: "Angehängte Dateien",
	removeAttachment: (name) => `${name} entfernen`,
	fileSize: (bytes) => formatBytes(bytes, "de"),
	percent: (percent) => `${percent} %`,
	sendsWhenUploaded: "Wird gesendet, sobald die Dateien hochgeladen sind",
	attachmentBlocksSending: (name, mayRetry) =>
		`Zum Senden ${name} entfernen${mayRetry ? " oder erneut versuchen" : ""}`,
	promptTooLong: (characters, limit) =>
		`${characters.toLocaleString("de")} von ${limit.toLocaleString("de")} Zeichen: zu lang zum Senden`,

	promptState: {
		queued: "Wartet",
		running: "Läuft",
		done: "Fertig",
		failed: "Fehlgeschlagen",
		cancelled: "Angehalten",
		interrupted: "Unterbrochen",
		withdrawn: "Zurückgezogen",
		sending: "Wird gesendet",
		waiting: "Wartet auf die Verbindung",
		unsent: "Nicht gesendet",
	},
	promptBy: (name) => `Eingabe von ${name}`,
	tryAgain: "Erneut versuchen",
	discard: "Verwerfen",
	dismiss: "Ausblenden",
	queue: (number) => `${number} in der Warteschlange`,
	withdraw: "Zurückziehen",
	withdrawPrompt: (text) => `„${text}“ zurückziehen`,

	edit: "Bearbeiten",
	editPrompt: (text) => `„${text}“ bearbeiten`,
	save: "Speichern",
	cancel: "Abbrechen",
	moveUp: "Nach oben",
	moveDown: "Nach unten",
	movePrompt: (direction, text) => `${direction}: „${text}“`,
	promptMoved: (place, of) => `Auf Platz ${place} von ${of} verschoben`,
	afterStep: "Nach diesem Schritt",
	editedBy: (name) => `Bearbeitet von ${name}`,

	thinking: "Denkt nach",
	thought: (duration) => (duration ? `Hat ${duration} nachgedacht` : "Gedanken"),
	showMore: "Mehr anzeigen",
	showFull: "Alles anzeigen",
	truncated: "Das wurde gekürzt, weil es lang ist.",
	notStored: (size) => `${size} davon waren zu viel, um sie aufzubewahren.`,
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
		pending: "Wartet",
		in_progress: "Läuft",
		completed: "Fertig",
		failed: "Fehlgeschlagen",
		cancelled: "Angehalten",
	},
	input: "Eingabe",
	output: "Ausgabe",
	noDetails: "Der Agent hat dazu nichts mitgeteilt.",
	terminal: (terminalId) => `Terminal ${terminalId}`,
	plan: "Plan",
	planProgress: (done, of) => `${done} von ${of} erledigt`,
	planStatus: { pending: "Offen", in_progress: "In Arbeit", completed: "Erledigt" },
	content: {
		image: "Bild",
		audio: "Ton",
		unknown: "Unbekannter Inhalt",
	},
	unknownUpdate: (label) => `Unbekannte Meldung: ${label}`,

	permissionRequested: (agent) => `${agent} bittet um Erlaubnis`,
	approvalsPending: (number) => count(number, "Erlaubnis steht aus", "Erlaubnisse stehen aus"),
	approvalRequirements: (role, approvers, given) => {
		const may = ROLE_ACTIONS[role];
		if (approvers === 1) return `Wartet auf ${may ? `jemanden, der ${may} darf` : "einen Eigentümer"}`;
		const people = may ? `${approvers} Personen, die ${may} dürfen` : `${approvers} Eigentümer`;
		return `Braucht ${people}${given > 0 ? `, bisher ${given}` : ""}`;
	},
	approvalRule: (rule) => `Regel „${rule}“`,
	approvalExpires: (duration) => `Läuft ab in ${duration}`,
	approvalExpiresAt: (time) => `Läuft ab um ${time}`,
	approvalAnswered: (option, name, rule) =>
		[option, name, rule === null ? null : `Regel „${rule}“`].filter((part) => part !== null).join(" · "),
	approvalCancelled: {
		stopped: "Nicht beantwortet: angehalten",
		turn_ended: "Nicht beantwortet: schon zu Ende",
		interrupted: "Nicht beantwortet: der Agent wurde unterbrochen",
		expired: "Nicht rechtzeitig beantwortet",
		denied: "Durch eine Regel abgelehnt",
		too_many: "Nicht gefragt: zu viele haben gewartet",
	},
	approvalNotAllowed: "Mit dieser Rolle kannst du das nicht beantworten.",
	outsideWorkingDirectory: "Außerhalb des Arbeitsordners:",

	working: "Arbeitet",
	writing: "Schreibt",
	waitingForApproval: "Wartet auf Erlaubnis",
	stoppingTurn: (name) => (name ? `Von ${name} angehalten, wartet auf den Agenten` : "Wird angehalten"),
	runAgain: "Noch einmal ausführen",
	continueTurn: "Weitermachen lassen",
	continueTurnPrompt: "Mach dort weiter, wo du aufgehört hast.",
	turnEnd: (stopReason) => (stopReason === null ? "Fehlgeschlagen" : (TURN_ENDS[stopReason] ?? stopReason)),
	turnUnanswered: "Keine Antwort",
	turnWarning: {
		max_tokens: {
			message: "Die Antwort hat die Höchstlänge erreicht und ist abgeschnitten.",
			hint: "Lass den Agenten weitermachen: Er weiß noch, was er getan hat.",
		},
		max_turn_requests: {
			message: "Der Agent hat so viele Schritte gemacht, wie eine Runde haben darf, und ist nicht fertig.",
			hint: "Lass ihn weitermachen: Er weiß noch, was er getan hat.",
		},
		refusal: {
			message: "Der Agent hat abgelehnt und merkt sich diese Eingabe nicht.",
			hint: "Bitte ihn in anderen Worten darum.",
		},
		unanswered: {
			message: "Der Agent hat die Runde ohne Antwort beendet.",
			hint: "Lass die Eingabe noch einmal laufen, oder bitte in anderen Worten darum.",
		},
	},
	turnStopped: (name, prompt) => (prompt ? `Von ${name} angehalten für „${prompt}“` : `Von ${name} angehalten`),
	filesChanged: (number) => count(number, "Datei", "Dateien"),
	commandsRun: (number) => count(number, "Befehl", "Befehle"),
	toolCallsMade: (number) => count(number, "Werkzeugaufruf", "Werkzeugaufrufe"),
	approvalsRequested: (number) => count(number, "Erlaubnis erbeten", "Erlaubnisse erbeten"),
	waitedForApprovals: (duration) => `${duration} auf Menschen gewartet`,
	copyAnswer: "Antwort kopieren",
	copyTurn: "Runde als Markdown kopieren",
	copyTranscript: "Verlauf als Markdown kopieren",

	participants: (number) => `${count(number, "Person", "Personen")} hier`,
	participant: (name, role) => `${name}, ${role}`,
	role: {
		viewer: "liest mit",
		commenter: "kommentiert",
		editor: "bearbeitet",
		approver: "darf genehmigen",
		owner: "Eigentümer",
	},
	usage: (used, size) => `${formatCompactNumber(used, "de")} von ${formatCompactNumber(size, "de")} Token im Kontext`,
	cost: (amount, currency) => formatMoney(amount, currency, "de"),
	sessionOffline: "Schläft. Der Agent startet mit der nächsten Eingabe.",
	sessionStarting: "Der Agent startet",
	sessionReady: "Der Agent ist bereit",
	sessionRestoring: "Der Agent wird zurückgeholt",
	sessionFailed: "Der Agent ist nicht erreichbar",
	retryIn: (duration) => `Neuer Versuch in ${duration}`,
	reconnecting: "Verbindung verloren. Was du sendest, bleibt erhalten und geht hinaus, sobald sie wieder steht.",
	offline: "Du bist offline. Was du sendest, bleibt erhalten und geht hinaus, sobald du wieder online bist.",
	details: "Einzelheiten",
	itemNotFound: "Wohin der Link führt, das gibt es hier nicht mehr.",
	error: translateErrorToGerman,

	panel: "Dateien und Prozesse",
	openPanel: "Dateien und Prozesse zeigen",
	hidePanel: "Dateien und Prozesse ausblenden",
	closePanel: "Dateien und Prozesse schließen",
	reload: "Neu laden",
	closeFile: "Datei schließen",
	folderEmpty: "Hier ist nichts",
	folderTruncated: "Hier liegen mehr Dateien, als gezeigt werden.",
	fileBinary: (mimeType) => `Diese Datei ist kein Text (${mimeType}).`,
	fileTooLarge: "Diese Datei ist zu groß, um hier gezeigt zu werden.",
	processes: "Prozesse",
	noProcesses: "Keine Prozesse. Programme, die über die Sandbox gestartet werden, erscheinen hier.",
	processState: ({ status, exitCode }) => {
		if (status === "running") return "Läuft";
		return exitCode === null ? "Beendet" : `Exit-Code ${exitCode}`;
	},
	noOutput: "Noch nichts ausgegeben",
	outputSkipped: "Frühere Ausgaben werden nicht gezeigt.",

	copy: "Kopieren",
	copied: "Kopiert",
	copyFailed: "Kopieren fehlgeschlagen",
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
		unchanged: "Keine Änderungen",
		too_large: "Zu groß zum Vergleichen",
	},
	diffVersions: { old: "Vorher", new: "Nachher" },
	diffSideBySide: "Nebeneinander",
	showUnchanged: (lines) => `${count(lines, "unveränderte Zeile", "unveränderte Zeilen")} anzeigen`,
	showAllLines: (lines) => `Alle ${lines.toLocaleString("de")} Zeilen anzeigen`,
	terminalOutput: "Ausgabe des Befehls",
};
