@echo off
rem Runs Gradflow without Maven: bin\gradflow "-Dexp=NAME", with the properties of README.
cd /d "%~dp0.."
java -Xmx4g --add-modules jdk.incubator.vector -Djava.awt.headless=true -Dorg.bytedeco.javacpp.maxphysicalbytes=0 %JAVA_OPTS% %* -cp "lib\*" gradflow.Main
