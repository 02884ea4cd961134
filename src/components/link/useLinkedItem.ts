"use client";
import { useEffect } from "react";
import { linkedItemId } from "./itemLink.ts";

/** Shows the item that the page's address leads to, at first and whenever the address changes. */
export function useLinkedItem(reveal: (itemId: string) => void, loaded: boolean): void {
	useEffect(() => {
		if (!loaded) return;
		const follow = () => {
			const id = linkedItemId(location.hash);
			if (id) reveal(id);
		};
		follow();
		addEventListener("hashchange", follow);
		return () => removeEventListener("hashchange", follow);
	}, [reveal, loaded]);
}
