package gradflow.task.series;

import gradflow.mistake.UserMistake;
import gradflow.task.RealTasks;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The series to be forecast, where they come from, and their season. */
public enum ForecastSet {
    /** 30-year means of every hour, Seattle-Tacoma airport, 14 March to 31 December, in °F. */
    TEMPERATURE(
            "forecast-temperature",
            "temperature.csv",
            "836350eee5092037c4729e925237e3eb2cb5809612bc1407c529376c1ae703f8",
            24,
            1,
            "hourly temperature normals of Seattle (NOAA)"),

    /** Sunspot numbers of the years 1700 to 2008. */
    SUNSPOTS(
            "forecast-sunspots",
            "sunspots.csv",
            "f268d512da7e9b0f913fbcc4b51eacdfe5df8ffecb5cf982b160477e20ec2b0f",
            11,
            1,
            "yearly sunspot numbers (NGDC)"),

    /** Weekly CO2 at Mauna Loa, August 1985 to December 2001, in ppm. */
    CO2(
            "forecast-co2",
            "co2.csv",
            "35372e9fb072b2d0ce5b6ab002322e5ca07bad1527aa337908443e4bf7256b36",
            52,
            1,
            "Keeling and Whorf 2004, weekly CO2 at Mauna Loa"),

    /** Five minutes of an electrocardiogram at 360 Hz, means of four samples (90 Hz), in mV. */
    ECG(
            "ecg",
            "ecg.csv.gz",
            "5b559b89880ba5ff6ec129a6a05c35318890773006aedc06ad646739f6729b2c",
            0,
            4,
            "Moody and Mark 2001, record 208 at 90 Hz"),

    /** Somebody's own series. */
    OWN("forecast", "", "", 0, 1, "the user's own series");

    private final String taskName;
    private final String file;
    private final String sha256;
    private final int season;
    private final int averaged;
    private final String source;

    ForecastSet(
            String taskName, String file, String sha256, int season, int averaged, String source) {
        this.taskName = taskName;
        this.file = file;
        this.sha256 = sha256;
        this.season = season;
        this.averaged = averaged;
        this.source = source;
    }

    /**
     * The names of the tasks on series.
     *
     * @return as experiment files have them
     */
    public static List<String> names() {
        return Arrays.stream(values()).map(ForecastSet::taskName).toList();
    }

    /**
     * The series of a name.
     *
     * @return empty if there is none
     */
    public static Optional<ForecastSet> named(String name) {
        return Arrays.stream(values()).filter(set -> set.taskName.equals(name)).findFirst();
    }

    String taskName() {
        return taskName;
    }

    /** Steps of a season, or 0 if it has none. */
    int season() {
        return season;
    }

    String source() {
        return source;
    }

    /**
     * The series.
     *
     * @param dataPath the CSV of {@link #OWN}, empty for all others
     * @param data the folder with the data sets
     * @return times and values in the order of the file
     * @throws UserMistake if the file is missing or damaged, or dataPath is not as it has to be
     */
    public Series load(String dataPath, Path data) {
        if (this == OWN) {
            if (dataPath.isEmpty()) {
                throw new UserMistake(
                        "forecast needs dataPath, a CSV with the columns time,value; series that are here: "
                                + String.join(
                                        ", ",
                                        names().stream()
                                                .filter(name -> !name.equals(taskName))
                                                .toList()));
            }
            return Series.load(Path.of(dataPath));
        }
        RealTasks.refuseDataPath(taskName, dataPath);
        return Series.load(data.resolve(file), sha256).averaged(averaged);
    }
}
