import type { Role } from "../../protocol/index.ts";
import { english } from "./english.ts";
import { formatAgo } from "./formatAgo.ts";
import { formatBytes } from "./formatBytes.ts";
import { formatCompactNumber } from "./formatCompact.ts";
import { formatDuration } from "./formatDuration.ts";
import { formatFullDateTime } from "./formatMoment.ts";
import { formatMoney } from "./formatMoney.ts";
import { formatTime } from "./formatTime.ts";
import { translateErrorToGerman } from "./germanFault.ts";
import type { Labels } from "./Labels.ts";

const TURN_ENDS: Readonly<Record<string, string>> = {
	end_turn: "Fertig",
	max_tokens: "Abgeschnitten",
	max_turn_requests: "Zu viele Schritte",
	refusal: "Abgelehnt",
	cancelled: "Angehalten",
};

/** What a role may do; an owner may do everything. */
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
 * All texts in German. Who does not import it does not load it.
 *
 * @example
 * import { german, WorkspaceChat } from "workspace-chat";
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
