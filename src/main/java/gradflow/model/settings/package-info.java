/**
 * What an experiment file may set for a run, in records that check themselves and know their
 * defaults, and the marks by which others see what settings can do ({@link
 * gradflow.model.settings.Sized} and its kin). May use the words of {@link gradflow.model}, which
 * know nothing of settings.
 */
package gradflow.model.settings;
