@echo off
rem run COMMAND ...   e.g. run solve scenarios\jiangyan, run test, run app
rem Finds a Python and lets bootstrap.py do the rest.
setlocal
py -3 -c "" >nul 2>nul && goto with_py
python -c "import sys; sys.exit(sys.version_info < (3,))" >nul 2>nul && goto with_python

chcp 65001 >nul
echo 未找到 Python。请先安装 Python 3.11 至 3.14。 1>&2
echo No Python was found. Please install Python 3.11 to 3.14. 1>&2
exit /b 2

:with_py
py -3 -S "%~dp0bootstrap.py" %*
exit /b %errorlevel%

:with_python
python -S "%~dp0bootstrap.py" %*
exit /b %errorlevel%
