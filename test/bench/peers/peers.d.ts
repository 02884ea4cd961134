// The parts that the benches use of packages that they install themselves: see installPeers.ts.

declare module "@assistant-ui/react" {
	import type { ComponentType, ReactNode } from "react";

	interface Message {
		readonly id: string;
		readonly role: "user" | "assistant";
		readonly content: string;
	}

	interface ExternalStore {
		readonly messages: readonly Message[];
		readonly isRunning: boolean;
		readonly convertMessage: (message: Message) => Message;
		readonly onNew: () => Promise<void>;
	}

	export function useExternalStoreRuntime(store: ExternalStore): object;
	export const AssistantRuntimeProvider: ComponentType<{ readonly runtime: object; readonly children: ReactNode }>;
	export const ThreadPrimitive: {
		readonly Root: ComponentType<{ readonly className: string; readonly children: ReactNode }>;
		readonly Viewport: ComponentType<{ readonly className: string; readonly children: ReactNode }>;
		readonly Messages: ComponentType<{ readonly children: () => ReactNode }>;
	};
	export const MessagePrimitive: {
		readonly Root: ComponentType<{ readonly className: string; readonly children: ReactNode }>;
		readonly Parts: ComponentType;
	};
}

declare module "@sandbox-agent/react" {
	import type { ComponentType, RefObject } from "react";

	interface Entry {
		readonly id: string;
		readonly kind: "message";
		readonly time: string;
		readonly role: "user" | "assistant";
		readonly text: string;
	}

	export const AgentTranscript: ComponentType<{
		readonly entries: readonly Entry[];
		readonly scrollRef: RefObject<HTMLDivElement | null>;
		readonly virtualize: boolean;
	}>;
}

declare module "streamdown" {
	import type { ComponentType } from "react";

	export const Streamdown: ComponentType<{
		readonly children: string;
		readonly isAnimating?: boolean;
		readonly plugins?: { readonly code: object };
	}>;
}

declare module "@streamdown/code" {
	export const code: object;
}
