/**
 * One line for the user: what is wrong, where, and what is allowed. Pure Java; every room may use
 * it, and nothing else of the project may enter.
 */
package gradflow.mistake;
