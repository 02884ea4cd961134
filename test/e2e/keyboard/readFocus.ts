/** What a person at the keyboard can tell of where they are. Runs in the page. */
export interface Focus {
	/** What has the focus, to be read in a failure; `nothing` for the page itself. */
	readonly on: string;
	readonly isInSight: boolean;
	/** Whether it, or what stands close around it, is marked by an outline or by the colour of its border. */
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

	/** The colour of a composer's border where nobody writes. */
	function restingBorder(): string {
		const composer = document.querySelector(".wsc-composer");
		const copy = composer?.cloneNode() as HTMLElement;
		composer?.after(copy);
		const { borderTopColor } = getComputedStyle(copy);
		copy.remove();
		return borderTopColor;
	}
}
