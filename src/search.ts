export type { SearchLabels } from "./components/item-kind/searchText.ts";
export { createItemFinder, findItems } from "./components/search/findItems.ts";
export { type ItemFinder, type SearchOptions, type SearchState, useSearch } from "./react/useSearch.ts";
