/**
 * The words of a run: cell, initialisation, gate bias, mitigation, and the settings that networks
 * and tasks are made from. Pure Java records and enumerations that validate themselves; what they
 * do to a network is decided elsewhere.
 */
package gradflow.model;
