import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The verdict of veraPDF on PDF files: one line of JSON for each.
 *
 * Usage: VeraVerdict FLAVOUR PROFILE FILE... , for example "ua1 PDFUA-1.xml book.pdf". The engine and
 * its profiles are on the class path; profiles are read with the JDK's own parser, since the jar has
 * no JAXB runtime.
 */
public final class VeraVerdict {
    private static final String PROFILES = "org/verapdf/pdfa/validation/";
    /** Failures looked at per rule before the engine stops counting them. */
    private static final int SHOWN = 100;

    private VeraVerdict() {}

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(arguments[0]);
        ValidationProfile profile = readProfile(flavour, arguments[1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (int i = 2; i < arguments.length; i++) {
            out.println(judge(flavour, profile, new File(arguments[i])));
        }
    }

    private static String judge(PDFAFlavour flavour, ValidationProfile profile, File file) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(profile, SHOWN, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            Map<String, Integer> counts = new TreeMap<>();
            Map<String, String> examples = new TreeMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() != TestAssertion.Status.FAILED) {
                    continue;
                }
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                examples.putIfAbsent(rule, "\"message\":" + quote(assertion.getMessage())
                        + ",\"context\":" + quote(assertion.getLocation().getContext()));
            }
            StringBuilder failures = new StringBuilder();
            for (Map.Entry<String, Integer> entry : counts.entrySet()) {
                failures.append(failures.length() == 0 ? "" : ",").append("{\"rule\":").append(quote(entry.getKey()))
                        .append(",\"count\":").append(entry.getValue())
                        .append(",").append(examples.get(entry.getKey())).append("}");
            }
            return "{\"file\":" + quote(file.getPath()) + ",\"compliant\":" + result.isCompliant()
                    + ",\"rules\":" + profile.getRules().size()
                    + ",\"assertions\":" + result.getTotalAssertions()
                    + ",\"failures\":[" + failures + "]}";
        }
    }

    private static ValidationProfile readProfile(PDFAFlavour flavour, String name) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Element root;
        try (InputStream in = PDFAFlavour.class.getClassLoader().getResourceAsStream(PROFILES + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no profile " + name);
            }
            root = factory.newDocumentBuilder().parse(in).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        for (Element rule : elements(root, "rule")) {
            rules.add(readRule(rule));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        for (Element variable : elements(root, "variable")) {
            variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                    text(variable, "defaultValue"), text(variable, "value")));
        }
        return Profiles.profileFromValues(flavour,
                Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
    }

    private static Rule readRule(Element rule) {
        Element id = elements(rule, "id").get(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : elements(rule, "argument")) {
            String name = argument.getAttribute("name");
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name.isEmpty() ? null : name, null));
        }
        Boolean deferred = "true".equals(rule.getAttribute("deferred")) ? Boolean.TRUE : null;
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(rule, "message"), arguments), Collections.emptyList());
    }

    private static List<Element> elements(Element parent, String name) {
        NodeList nodes = parent.getElementsByTagNameNS("*", name);
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            found.add((Element) node);
        }
        return found;
    }

    private static String text(Element parent, String name) {
        List<Element> found = elements(parent, name);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    private static String quote(String words) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : (words == null ? "" : words).toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
