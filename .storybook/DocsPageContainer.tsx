import { DocsContainer, type DocsContainerProps } from "@storybook/addon-docs/blocks";
import { type PropsWithChildren, useLayoutEffect, useSyncExternalStore } from "react";
import { GLOBALS_UPDATED } from "storybook/internal/core-events";
import { addons } from "storybook/preview-api";
import { themes } from "storybook/theming";
import { initialGlobals } from "./toolbars.tsx";

let scheme = new URLSearchParams(location.search).get("globals")?.match(/colorScheme:(\w+)/)?.[1];

function subscribe(onChange: () => void): () => void {
	const channel = addons.getChannel();
	const handleGlobals = ({ globals }: { readonly globals: Partial<typeof initialGlobals> }) => {
		scheme = globals.colorScheme;
		onChange();
	};
	channel.on(GLOBALS_UPDATED, handleGlobals);
	return () => channel.off(GLOBALS_UPDATED, handleGlobals);
}

/** A docs page in the color scheme of the toolbar. */
export function DocsPageContainer(props: PropsWithChildren<DocsContainerProps>) {
	const shown = useSyncExternalStore(subscribe, () => scheme ?? initialGlobals.colorScheme);
	useLayoutEffect(() => {
		document.documentElement.style.colorScheme = shown;
	}, [shown]);
	return <DocsContainer {...props} theme={shown === "dark" ? themes.dark : themes.light} />;
}
