/** The focused element as a keyboard user perceives it. Runs in the page. */
export interface Focus {
	/** A description of the focused element for failure messages; `nothing` for the page itself. */
	readonly on: string;
	readonly isInSight: boolean;
	/** Whether the element or a close ancestor is marked by an outline or a border colour. */
	readonly isMarked: boolean;
}

export function readFocus(): Focus {
	const focused = document.activeElement;
	if (!focused || focused === document.body) return { on: "nothing", isInSight: false, isMarked: false };
	const around = [focused, focused.parentElement, focused.closest("form")].filter((element) => element !== null);
	const { width, height, top, bottom } = focused.getBoundingClientRect();
	return {
		on: `${focused.tagName} ${focused.className} ${focused.getAttribute("aria-label") ?? focused.textContent?.slice(0, 40)}`,
		isInSight: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
		isMarked: around.some((element) => {
			if (!element.checkVisibility({ opacityProperty: true })) return false;
			const { outlineStyle, outlineWidth, borderTopColor } = getComputedStyle(element);
			const isOutlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) > 0;
			return (
				isOutlined || (element.matches(".wsc-composer:has(.wsc-input:focus)") && borderTopColor !== restingBorder())
			);
		}),
	};

	/** The border colour of an unfocused composer. */
	function restingBorder(): string {
		const composer = document.querySelector(".wsc-composer");
		const copy = composer?.cloneNode() as HTMLElement;
		composer?.after(copy);
		const { borderTopColor } = getComputedStyle(copy);
		copy.remove();
		return borderTopColor;
	}
}
