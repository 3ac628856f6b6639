package gradflow.model.settings;

import java.util.List;

/**
 * Settings some of which a manifest tells only where they are not at their defaults, so that
 * manifests written before there were such settings stay as they are.
 */
public interface ToldIfChanged {

    /**
     * The names of those settings.
     *
     * @return as experiment files know them
     */
    List<String> toldIfChanged();
}
