/**
 * Words that lead nowhere: the search neither keeps them nor looks for them.
 *
 * Lunr leaves out more, "no", "not", "cannot" and "said" among them. In a book on negotiating these are what people type.
 */

export const SMALL_WORDS = new Set(
  (
    "a able about across after all almost also am among an and any are as at be because been but by can could did do does either else ever every for from get got had has have he her hers him his how however i if in into is it its just let likely may me might must my neither nor of off often on or other our rather she should since so some than that the their them then there these they this tis to too twas us was we were what when where which while who whom why will with would yet you your"
  ).split(" "),
);

/** A filter for lunr's pipeline, in the place of its own. @param {any} lunr */
export function leaveOutSmallWords(lunr) {
  const filter = lunr.generateStopWordFilter([...SMALL_WORDS]);
  // The theme takes filters out of the pipeline by their labels, and lunr warns of one that it does not know.
  filter.label = "stopWordFilter";
  lunr.stopWordFilter = filter;
}
