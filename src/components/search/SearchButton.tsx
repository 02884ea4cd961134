"use client";
import { useContext } from "react";
import { useLabels } from "../../react/labels/useLabels.ts";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import { SearchContext } from "./SearchContext.ts";

/** Opens the search of the timeline, where there is one around. */
export function SearchButton() {
	const labels = useLabels();
	const search = useContext(SearchContext);
	if (!search) return null;
	return (
		<Button
			variant="quiet"
			aria-label={labels.search}
			aria-expanded={search.open}
			title={labels.search}
			onClick={() => search.setOpen(!search.open)}
		>
			<Icon name="search" />
		</Button>
	);
}
