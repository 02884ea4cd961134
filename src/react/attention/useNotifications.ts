"use client";

import { useEffect, useInsertionEffect, useRef, useSyncExternalStore } from "react";
import { type Attention, browserStorage } from "../../core/index.ts";
import { useLabels } from "../labels/LabelsProvider.tsx";
import { useSession } from "../state.ts";
import { useWorkspaceStore } from "../store.tsx";
import { playChime } from "./chime.ts";
import { useAttention } from "./useAttention.ts";

/** How a page tells people about what waits for them. */
export interface NotifyOptions {
	/** Also plays a short sound. Default false. */
	readonly sound?: boolean | undefined;
}

/** Whether this browser shows notifications, as `useNotifications` returns it. */
export interface NotificationsState {
	/**
	 * `off` until this person switches them on. `blocked`: the browser does not show any from this page, and only its
	 * settings change that. `unsupported`: it cannot, or the page does not come over HTTPS.
	 */
	readonly status: "on" | "off" | "blocked" | "unsupported";
	/** Switches them on or off. Call it on a click: the first time it asks the browser for its permission. */
	readonly toggle: () => Promise<void>;
}

/** For all workspaces of this browser. */
const STORAGE_KEY = "workspace-chat:notifications";

const listeners = new Set<() => void>();

function readStatus(): NotificationsState["status"] {
	if (typeof Notification === "undefined" || !globalThis.isSecureContext) return "unsupported";
	if (Notification.permission === "denied") return "blocked";
	return Notification.permission === "granted" && isChosen() ? "on" : "off";
}

/** The choice where it cannot be stored: it lasts as long as the page. */
let chosenHere = false;

function isChosen(): boolean {
	try {
		return chosenHere || browserStorage()?.getItem(STORAGE_KEY) === "on";
	} catch {
		return chosenHere;
	}
}

function choose(isOn: boolean): void {
	const isStored = storeChoice(isOn);
	chosenHere = isOn && !isStored;
	for (const listener of [...listeners]) listener();
}

/** False when there is no storage, or when it is full or forbidden. */
function storeChoice(isOn: boolean): boolean {
	const storage = browserStorage();
	try {
		if (isOn) storage?.setItem(STORAGE_KEY, "on");
		else storage?.removeItem(STORAGE_KEY);
		return storage !== null;
	} catch {
		return false;
	}
}

async function toggle(): Promise<void> {
	if (readStatus() === "on") return choose(false);
	if (readStatus() !== "off") return;
	choose((await Notification.requestPermission()) === "granted");
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	// Another tab may have switched them on, and the settings of the browser may be open beside the page.
	addEventListener("storage", listener);
	document.addEventListener("visibilitychange", listener);
	return () => {
		listeners.delete(listener);
		removeEventListener("storage", listener);
		document.removeEventListener("visibilitychange", listener);
	};
}

/**
 * Whether this browser shows notifications of what waits for the current user, and the switch for it. `useNotifier` shows
 * them.
 *
 * @example
 * const { status, toggle } = useNotifications();
 * return <button type="button" disabled={status === "blocked"} onClick={toggle}>{status === "on" ? "Mute" : "Notify me"}</button>;
 */
export function useNotifications(): NotificationsState {
	return { status: useSyncExternalStore(subscribe, readStatus, () => "unsupported"), toggle };
}

/**
 * Shows a notification of the system for each thing that begins to wait for the current user while they do not see the
 * page, once they have switched notifications on. It is closed when the thing is settled. `<WorkspaceChat notify>` uses it.
 *
 * @param options - Null for no notifications.
 * @example
 * function Room() {
 * 	useNotifier({ sound: true });
 * 	return <Timeline />;
 * }
 */
export function useNotifier(options: NotifyOptions | null): void {
	const store = useWorkspaceStore();
	const labels = useLabels();
	const session = useSession();
	const waiting = useAttention();
	const shown = useRef(new Map<string, Notification>());
	const latest = useRef({ labels, session, options });
	useInsertionEffect(() => {
		latest.current = { labels, session, options };
	});
	const isEnabled = options !== null;

	useEffect(() => {
		if (!isEnabled) return;
		const notifications = shown.current;
		const { workspaceId } = store.get();
		function notify({ id, kind, text }: Attention) {
			if (document.visibilityState !== "hidden" || readStatus() !== "on") return;
			const { labels, session, options } = latest.current;
			const title = session?.title?.trim() || workspaceId;
			// The tag keeps several tabs of a person from showing it twice.
			const tag = `workspace-chat ${workspaceId} ${id}`;
			const notification = showNotification(title, { body: labels.attention[kind](text), tag });
			if (notification) notifications.set(id, notification);
			if (options?.sound) playChime();
		}
		const unsubscribe = store.subscribeAttention(notify);
		return () => {
			unsubscribe();
			for (const notification of notifications.values()) notification.close();
			notifications.clear();
		};
	}, [store, isEnabled]);

	useEffect(() => {
		const ids = new Set(waiting.map(({ id }) => id));
		for (const [id, notification] of shown.current) {
			if (ids.has(id)) continue;
			notification.close();
			shown.current.delete(id);
		}
	}, [waiting]);
}

/** Null where only a service worker may show one, as on Android. */
function showNotification(title: string, options: NotificationOptions): Notification | null {
	try {
		const notification = new Notification(title, options);
		notification.onclick = () => {
			window.focus();
			notification.close();
		};
		return notification;
	} catch {
		return null;
	}
}
